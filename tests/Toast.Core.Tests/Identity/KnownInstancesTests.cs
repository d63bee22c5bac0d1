using System.Runtime.CompilerServices;

namespace Toast.Core.Tests.Identity;

public sealed class KnownInstancesTests
{
    private readonly KnownInstances known = new();

    [Fact]
    public void An_instance_keeps_what_it_is_bound_to_as_long_as_it_lives()
    {
        object[] living = [.. Enumerable.Range(0, 1000).Select(_ => new object())];
        KnownInstances.Bound[] bounds = [.. living.Select((_, i) => BoundTo(i))];
        for (int i = 0; i < living.Length; i++)
        {
            Assert.True(known.TryAdd(living[i], bounds[i]));
            Assert.False(known.TryAdd(living[i], BoundTo(-1)));
        }

        Litter(10_000);
        GC.Collect();
        Litter(10_000);
        for (int i = 0; i < living.Length; i++)
        {
            Assert.Equal(bounds[i].Reference, known.ReferenceOf(living[i]));
            Binding bound = Assert.IsType<Binding>(known.IdentityOf(living[i]).Bound);
            Assert.Equal(bounds[i], KnownInstances.Bound.Of(bound));
        }
    }

    [Fact]
    public void What_is_removed_is_gone_and_the_rest_stays()
    {
        object[] instances = [.. Enumerable.Range(0, 500).Select(_ => new object())];
        for (int i = 0; i < instances.Length; i++)
        {
            known.TryAdd(instances[i], BoundTo(i));
        }

        for (int i = 0; i < instances.Length; i += 2)
        {
            known.Remove(instances[i]);
            known.Remove(instances[i]);
        }

        Assert.Equal(
            Enumerable.Range(0, 500).Select(i => i % 2 == 1),
            instances.Select(instance => known.ReferenceOf(instance) is not null));
        Assert.Null(known.ReferenceOf(new object()));
        Assert.True(known.TryAdd(instances[0], BoundTo(7)));
    }

    [Fact]
    public void An_instance_keeps_its_identity_as_long_as_it_lives()
    {
        object[] living = [.. Enumerable.Range(0, 1000).Select(_ => new object())];
        global::Toast.Identity[] identities = Array.ConvertAll(living, known.IdentityOf);
        Assert.Equal(identities.Length, identities.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(living, instance => Assert.Null(known.ReferenceOf(instance)));
        Assert.False(known.TryAdd(living[0], BoundTo(1)));

        Litter(10_000);
        GC.Collect();
        Litter(10_000);
        Assert.Equal(identities, living.Select(known.IdentityOf));

        KnownInstances.Bound written = BoundTo(5);
        identities[3].Bind(written.Reference!, written.Key, written.Version, written.Created, written.Content);
        Assert.Equal(written.Reference, known.ReferenceOf(living[3]));
    }

    [Fact]
    public void After_a_dump_an_instance_keeps_what_it_is_bound_to_and_no_object_beside_it()
    {
        object instance = new();
        KnownInstances.Bound written = BoundTo(5);
        WeakReference identity = DumpOnce(instance, written);
        GC.Collect();
        Assert.False(identity.IsAlive);
        Assert.Equal(written.Reference, known.ReferenceOf(instance));

        // The next dump goes on where this one ended.
        global::Toast.Identity next = known.IdentityOf(instance);
        Assert.Equal((written.Key, written.Version, written.Content), (next.Bound!.Key, next.Bound.Version, next.Bound.Content));
        Assert.Equal(written.Reference!.Id, next.ReserveId(TimeProvider.System));
        Assert.False(next.MarkSent());
    }

    [Fact]
    public void An_identity_that_two_dumps_have_stays_for_both()
    {
        object instance = new();
        global::Toast.Identity first = known.IdentityOf(instance), second = known.IdentityOf(instance);
        Assert.Same(first, second);
        Settle(first, BoundTo(6));
        Assert.Same(second, known.IdentityOf(instance));

        // The answer of the dump before comes late.
        Settle(second, new KnownInstances.Bound("Note", BoundTo(6).Key, 5, BoundTo(6).Created, null));
        Assert.Equal(6, known.IdentityOf(instance).Bound?.Version);
        Settle(second, BoundTo(7));
        Assert.Equal(BoundTo(7).Reference, known.ReferenceOf(instance));
    }

    [Fact]
    public void A_dump_that_has_not_succeeded_leaves_its_identity()
    {
        object instance = new();
        global::Toast.Identity identity = known.IdentityOf(instance);
        Guid id = identity.ReserveId(TimeProvider.System);
        Assert.Equal(id, known.IdentityOf(instance).ReserveId(TimeProvider.System));
    }

    [Fact]
    public void A_dump_of_an_instance_that_was_forgotten_meanwhile_binds_nobody_else()
    {
        object instance = new(), next = new();
        global::Toast.Identity identity = known.IdentityOf(instance);
        known.Remove(instance);
        global::Toast.Identity another = known.IdentityOf(next);
        Settle(identity, BoundTo(5));
        Assert.Null(known.ReferenceOf(instance));
        Assert.Null(known.ReferenceOf(next));

        Settle(another, BoundTo(6));
        Assert.Equal(BoundTo(6).Reference, known.ReferenceOf(next));
        Assert.Equal(BoundTo(5).Reference, identity.Reference);
    }

    [Fact]
    public void Identities_do_not_outlive_their_instances_for_long()
    {
        WeakReference identity = IdentityOfOne();
        for (int round = 0; round < 10 && identity.IsAlive; round++)
        {
            GC.Collect();
            Litter(1_000);
        }

        GC.Collect();
        Assert.False(identity.IsAlive);
    }

    [Fact]
    public void Places_of_instances_that_are_gone_are_used_again_and_given_back()
    {
        for (int round = 0; round < 50; round++)
        {
            Litter(2_000);
            GC.Collect();
        }

        Assert.True(known.Capacity <= 8_192, $"{known.Capacity} places for at most 2,000 living instances");

        int most = CapacityFor(20_000);
        Assert.True(most >= 20_000);
        for (int round = 0; round < 200; round++)
        {
            GC.Collect();
            Litter(1_000);
        }

        Assert.True(known.Capacity < most / 2, $"{known.Capacity} places are left of {most}");
    }

    [Fact]
    public async Task Many_threads_find_what_they_added()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var living = new Queue<(object Instance, int Number)>();
            for (int i = 0; i < 20_000; i++)
            {
                object instance = new();
                Assert.True(known.TryAdd(instance, BoundTo(i)));
                living.Enqueue((instance, i));
                if (living.Count > 100)
                {
                    (object oldest, int number) = living.Dequeue();
                    Assert.Equal(number, known.IdentityOf(oldest).Bound?.Version);
                    known.Remove(oldest);
                }
            }
        })));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CapacityFor(int count)
    {
        object[] living = [.. Enumerable.Range(0, count).Select(_ => new object())];
        for (int i = 0; i < living.Length; i++)
        {
            known.TryAdd(living[i], BoundTo(i));
        }

        GC.KeepAlive(living);
        return known.Capacity;
    }

    private void Settle(global::Toast.Identity identity, KnownInstances.Bound bound) =>
        known.Settle(identity, bound.Reference!, bound.Key, bound.Version, bound.Created, bound.Content);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference DumpOnce(object instance, KnownInstances.Bound written)
    {
        global::Toast.Identity identity = known.IdentityOf(instance);
        Settle(identity, written);
        return new WeakReference(identity);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference IdentityOfOne() => new(known.IdentityOf(new object()));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Litter(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(known.TryAdd(new object(), BoundTo(i)));
        }
    }

    private static KnownInstances.Bound BoundTo(int number) =>
        new("Note", new RecordKey("Old.Note", new Guid(number, 0, 0, new byte[8])), number, DateTimeOffset.UnixEpoch.AddSeconds(number), (UInt128)(uint)number);
}

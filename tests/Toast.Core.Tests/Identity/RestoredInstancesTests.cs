using System.Runtime.CompilerServices;

namespace Toast.Core.Tests.Identity;

public sealed class RestoredInstancesTests
{
    private readonly RestoredInstances restored = new();

    [Fact]
    public void An_instance_keeps_what_it_is_bound_to_as_long_as_it_lives()
    {
        object[] living = [.. Enumerable.Range(0, 1000).Select(_ => new object())];
        RestoredInstances.Bound[] bounds = [.. living.Select((_, i) => BoundTo(i))];
        for (int i = 0; i < living.Length; i++)
        {
            Assert.True(restored.TryAdd(living[i], bounds[i]));
            Assert.False(restored.TryAdd(living[i], BoundTo(-1)));
        }

        Litter(10_000);
        GC.Collect();
        Litter(10_000);
        for (int i = 0; i < living.Length; i++)
        {
            Assert.True(restored.TryGet(living[i], out RestoredInstances.Bound bound));
            Assert.Equal(bounds[i], bound);
        }
    }

    [Fact]
    public void What_is_removed_is_gone_and_the_rest_stays()
    {
        object[] instances = [.. Enumerable.Range(0, 500).Select(_ => new object())];
        for (int i = 0; i < instances.Length; i++)
        {
            restored.TryAdd(instances[i], BoundTo(i));
        }

        for (int i = 0; i < instances.Length; i += 2)
        {
            restored.Remove(instances[i]);
            restored.Remove(instances[i]);
        }

        Assert.Equal(
            Enumerable.Range(0, 500).Select(i => i % 2 == 1),
            instances.Select(instance => restored.TryGet(instance, out _)));
        Assert.False(restored.TryGet(new object(), out _));
        Assert.True(restored.TryAdd(instances[0], BoundTo(7)));
    }

    [Fact]
    public void Places_of_instances_that_are_gone_are_used_again_and_given_back()
    {
        for (int round = 0; round < 50; round++)
        {
            Litter(2_000);
            GC.Collect();
        }

        Assert.True(restored.Capacity <= 8_192, $"{restored.Capacity} places for at most 2,000 living instances");

        int most = CapacityFor(20_000);
        Assert.True(most >= 20_000);
        for (int round = 0; round < 200; round++)
        {
            GC.Collect();
            Litter(1_000);
        }

        Assert.True(restored.Capacity < most / 2, $"{restored.Capacity} places are left of {most}");
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
                Assert.True(restored.TryAdd(instance, BoundTo(i)));
                living.Enqueue((instance, i));
                if (living.Count > 100)
                {
                    (object oldest, int number) = living.Dequeue();
                    Assert.True(restored.TryGet(oldest, out RestoredInstances.Bound bound));
                    Assert.Equal(number, bound.Version);
                    restored.Remove(oldest);
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
            restored.TryAdd(living[i], BoundTo(i));
        }

        GC.KeepAlive(living);
        return restored.Capacity;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Litter(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(restored.TryAdd(new object(), BoundTo(i)));
        }
    }

    private static RestoredInstances.Bound BoundTo(int number) =>
        new("Note", new RecordKey("Old.Note", new Guid(number, 0, 0, new byte[8])), number, DateTimeOffset.UnixEpoch.AddSeconds(number), (UInt128)(uint)number);
}

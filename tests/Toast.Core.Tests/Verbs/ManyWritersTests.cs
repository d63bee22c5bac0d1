using Toast.Worker;

namespace Toast.Core.Tests.Verbs;

/// <summary>Several processes on one store.</summary>
public sealed class ManyWritersTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-009")]
    public async Task B_009_a_hundred_thousand_dumps_from_eight_threads_in_two_processes_give_as_many_ids()
    {
        const int each = 50_000;
        IToast toast = Open("sqlite");
        Task<string> there = OtherProcess.RunAsync("create", UrlOf("sqlite"), $"{each}", "4");
        ExternalReference[][] here = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Task.WhenAll(
            Enumerable.Range(0, each / 4).Select(i => toast.DumpAsync(new Tally { Count = i }))))));
        var ids = here.SelectMany(part => part.Select(reference => reference.Id)).ToHashSet();
        ids.UnionWith((await there).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse));

        Assert.Equal(2 * each, ids.Count);
        Assert.All(ids, id => Assert.Equal(7, id.Version));
        var stored = new HashSet<Guid>();
        await foreach (ExternalReference reference in toast.ListAsync<Tally>())
        {
            stored.Add(reference.Id);
        }

        Assert.Equal(ids, stored);
    }

    [Theory]
    [MemberData(nameof(AllStores))]
    [Trait("Behaviour", "B-010")]
    public async Task B_010_a_thousand_rounds_of_change_and_dump_leave_one_record_with_the_last_content(string kind)
    {
        const int rounds = 1_000;
        IToast toast = Open(kind);
        var tally = new Tally();
        ExternalReference reference = await toast.DumpAsync(tally);
        for (int i = 1; i <= rounds; i++)
        {
            // Half of the rounds after a restart, as far as the kind of store lives through one; the memory store is a store of this process.
            if (i == rounds / 2)
            {
                if (kind != "memory")
                {
                    await toast.DisposeAsync();
                    toast = Open(kind);
                }

                tally = await toast.ValidateAsync<Tally>(reference);
            }

            tally.Count = i;
            Assert.Equal(reference, await toast.DumpAsync(tally));
        }

        Assert.Equal(rounds, (await toast.ValidateAsync<Tally>(reference)).Count);
        Assert.Equal(rounds + 1, (await toast.GetInfoAsync(reference)).Version);
        Assert.Equal([reference], await toast.ListAsync<Tally>().ToListAsync());
    }

    [Theory]
    [MemberData(nameof(SharedStores))]
    [Trait("Behaviour", "B-034")]
    [Trait("Behaviour", "B-111")]
    public async Task B_034_B_111_a_hundred_dumps_of_one_record_from_several_processes_end_with_one_of_them_whole(string kind)
    {
        IToast toast = Open(kind);
        ExternalReference reference = await toast.DumpAsync(new Tally { Count = 0, Text = "0" });
        Task<string>[] others = [.. Enumerable.Range(1, 2).Select(
            i => OtherProcess.RunAsync("overwrite", UrlOf(kind), $"{reference}", $"{i * 100}", "33"))];
        await Task.WhenAll(Enumerable.Range(1, 34).Select(async number =>
        {
            Tally tally = await toast.ValidateAsync<Tally>(reference);
            (tally.Count, tally.Text) = (number, $"{number}");
            await toast.DumpAsync(tally);
        }));
        await Task.WhenAll(others);

        Tally last = await toast.ValidateAsync<Tally>(reference);
        Assert.NotEqual(0, last.Count);
        Assert.Equal($"{last.Count}", last.Text);
        Assert.Equal(101, (await toast.GetInfoAsync(reference)).Version);
    }

    [Theory]
    [MemberData(nameof(AllStores))]
    [Trait("Behaviour", "B-114")]
    public async Task B_114_a_thousand_concurrent_increments_give_exactly_a_thousand(string kind)
    {
        IToast toast = Open(kind);
        ExternalReference reference = await toast.DumpAsync(new Tally());
        await IncrementAsync(toast, reference, 1_000);

        Assert.Equal(1_000, (await toast.ValidateAsync<Tally>(reference)).Count);
        Assert.Equal(1_001, (await toast.GetInfoAsync(reference)).Version);
    }

    [Theory]
    [MemberData(nameof(SharedStores))]
    [Trait("Behaviour", "B-114")]
    public async Task B_114_a_thousand_increments_of_two_processes_give_exactly_a_thousand(string kind)
    {
        IToast toast = Open(kind);
        ExternalReference reference = await toast.DumpAsync(new Tally());
        Task<string> there = OtherProcess.RunAsync("increment", UrlOf(kind), $"{reference}", "500");
        await IncrementAsync(toast, reference, 500);
        await there;

        Assert.Equal(1_000, (await toast.ValidateAsync<Tally>(reference)).Count);
    }

    private static Task<Tally[]> IncrementAsync(IToast toast, ExternalReference reference, int times) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(_ => toast.UpdateAsync<Tally>(
            reference,
            tally =>
            {
                tally.Count++;
                return tally;
            },
            new DumpOptions { Timeout = TimeSpan.FromMinutes(2) })));
}

using System.Globalization;
using Toast.Servers;

namespace Toast.Redis.Tests.Records;

/// <summary>What the scripts decide, and how often they are called.</summary>
public sealed class ScriptTests : RedisTest
{
    [SkippableFact]
    [Trait("Behaviour", "B-119")]
    public async Task B_119_a_thousand_records_are_a_few_calls_out_and_back()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using IToast toast = new ToastBuilder().AddStore("main", server.Url()).AddModel<Item>().Build();
        await toast.DumpAsync(new Item(0));
        await server.SendAsync("CONFIG", "RESETSTAT");
        IReadOnlyList<DumpResult> stored = await toast.DumpManyAsync([.. Enumerable.Range(0, 1000).Select(i => new Item(i))]);
        int writes = await CallsAsync(server, "evalsha") + await CallsAsync(server, "eval");
        IReadOnlyList<ValidateResult<Item>> read = await toast.ValidateManyAsync<Item>([.. stored.Select(result => result.Reference!)]);

        Assert.Equal(Enumerable.Range(0, 1000), read.Select(result => result.Value!.Number));
        Assert.InRange(writes, 1, 20);
        Assert.InRange(await CallsAsync(server, "mget"), 1, 20);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-318")]
    public async Task B_318_a_server_that_forgot_its_scripts_is_given_them_again()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using IToast toast = new ToastBuilder().AddStore("main", server.Url()).AddModel<Item>().Build();
        ExternalReference reference = await toast.DumpAsync(new Item(1));
        for (int i = 0; i < 3; i++)
        {
            await server.SendAsync("SCRIPT", "FLUSH");
            await toast.DumpAsync(new Item(i), reference);
        }

        Assert.Equal(4, (await toast.GetInfoAsync(reference)).Version);
        await server.SendAsync("SCRIPT", "FLUSH");
        Assert.True(await toast.DeleteAsync(reference));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-110")]
    public async Task B_110_the_updated_time_never_goes_back_behind_one_of_a_faster_clock()
    {
        var backend = (ISupportsConditionalSave)await OpenAsync(Url());
        RecordKey key = NewKey();
        long ahead = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds() * 1000;
        await Plain.StringSetAsync(
            NameOf(key),
            $$$"""{"version":9007199254740990,"schema_version":1,"created":5,"updated":{{{ahead}}},"expires":null,"write_id":"{{{Guid.NewGuid()}}}","data":0}""");
        SaveResult saved = await backend.SaveAsync(Write(key, "1"), default);

        Assert.Equal((9_007_199_254_740_991, ahead, 5), (saved.Version, Envelope.MicrosecondsOf(saved.Updated), Envelope.MicrosecondsOf(saved.Created)));
        Assert.Equal(saved.Version, (await ((StorageBackend)backend).LoadAsync(key, default))!.Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_repeated_write_is_recognised_also_where_its_condition_no_longer_holds()
    {
        var backend = (ISupportsConditionalSave)await OpenAsync(Url());
        SaveRequest request = Write(NewKey(), "1", SaveCondition.Missing) with { TimeToLive = TimeSpan.FromHours(1) };
        SaveResult first = await backend.SaveAsync(request, default);
        SaveResult again = await backend.SaveAsync(request, default);

        Assert.Equal((SaveStatus.Saved, 1), (first.Status, first.Version));
        Assert.Equal(first, again);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_damaged_value_fails_alone_in_a_batch_of_writes_and_is_not_written_over()
    {
        var backend = (ISupportsBatch)await OpenAsync(Url());
        SaveRequest[] requests = [.. Enumerable.Range(0, 5).Select(i => Write(NewKey(), $"{i}"))];
        await Plain.StringSetAsync(NameOf(requests[1].Key), "damaged");
        await Plain.ListLeftPushAsync(NameOf(requests[3].Key), "a list");
        IReadOnlyList<SaveResult> results = await backend.SaveManyAsync(requests, default);

        Assert.Equal(
            [SaveStatus.Saved, SaveStatus.Failed, SaveStatus.Saved, SaveStatus.Failed, SaveStatus.Saved], results.Select(result => result.Status));
        Assert.All(new[] { results[1], results[3] }, result => Assert.Equal(ErrorCodes.CorruptRecord, result.Error!.Code));
        Assert.Equal("damaged", (string?)await Plain.StringGetAsync(NameOf(requests[1].Key)));
        Assert.Equal(SaveStatus.Saved, (await ((ISupportsDelete)backend).DeleteAsync(new DeleteRequest(requests[3].Key, SaveCondition.Any), default)).Status);
        Assert.Equal(SaveStatus.Saved, (await backend.SaveManyAsync([requests[3]], default))[0].Status);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-012")]
    public async Task B_012_two_writers_never_leave_a_mix_of_their_members()
    {
        await using IToast one = Open(), two = Open();
        ExternalReference reference = await one.DumpAsync(new Pair(0, 0));
        await Task.WhenAll(new[] { one, two }.SelectMany((toast, writer) => Enumerable.Range(0, 200).Select(
            i => toast.DumpAsync(new Pair((writer * 1000) + i, (writer * 1000) + i), reference))));

        Pair left = await one.ValidateAsync<Pair>(reference);
        Assert.Equal(left.First, left.Second);
        Assert.Equal(401, (await two.GetInfoAsync(reference)).Version);

        IToast Open() => new ToastBuilder().AddStore("main", Url()).AddModel<Pair>().Build();
    }

    private static async Task<int> CallsAsync(RedisServer server, string command)
    {
        string marker = $"cmdstat_{command}:calls=";
        string statistics = await server.SendAsync("INFO", "commandstats");
        int start = statistics.IndexOf(marker, StringComparison.Ordinal);
        return start < 0 ? 0 : int.Parse(statistics[(start + marker.Length)..].Split(',')[0], CultureInfo.InvariantCulture);
    }

    private string NameOf(RecordKey key) => $"{Prefix}:{key.ClassName}:{key.Id:D}";

    [External("main")]
    public sealed record Item(int Number);

    [External("main")]
    public sealed record Pair(int First, int Second);
}

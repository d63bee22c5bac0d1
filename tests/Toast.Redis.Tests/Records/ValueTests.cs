using StackExchange.Redis;
using Toast.Servers;

namespace Toast.Redis.Tests.Records;

public sealed class ValueTests : RedisTest
{
    [SkippableFact]
    [Trait("Behaviour", "B-012")]
    [Trait("Behaviour", "B-031")]
    public async Task B_012_B_031_the_documented_key_shows_the_record_as_json()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url()).AddModel<Order>().Build();
        ExternalReference reference = await toast.DumpAsync(new Order("Ada", 3));

        string value = (await Plain.StringGetAsync($"{Prefix}:Order:{reference.Id:D}"))!;
        using var json = System.Text.Json.JsonDocument.Parse(value);

        Assert.Equal((1, 2), (json.RootElement.GetProperty("version").GetInt32(), json.RootElement.GetProperty("schema_version").GetInt32()));
        Assert.Equal("""{"customer":"Ada","count":3}""", json.RootElement.GetProperty("data").GetRawText());
    }

    [SkippableFact]
    [Trait("Behaviour", "B-031")]
    public async Task B_031_keys_follow_the_pattern_for_every_allowed_class_name_and_hold_no_hash_tag()
    {
        var backend = (ISupportsBatch)await OpenAsync(Url());
        string[] names = ["A", "Box[Int32]", "Pair[String,Order]", "a+b", "a-b", "a.b", "a`1", new string('x', 200)];
        SaveRequest[] requests = [.. names.Select(name => Write(NewKey(name), "1"))];
        await backend.SaveManyAsync(requests, default);

        foreach (SaveRequest request in requests)
        {
            Assert.True(await Plain.KeyExistsAsync($"{Prefix}:{request.Key.ClassName}:{request.Key.Id:D}"));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-115")]
    public async Task B_115_expiry_is_the_servers_own_and_a_dump_without_one_takes_it_away()
    {
        var backend = (ISupportsConditionalSave)await OpenAsync(Url());
        RecordKey key = NewKey();
        string name = $"{Prefix}:Order:{key.Id:D}";
        SaveResult saved = await backend.SaveAsync(Write(key, "1") with { TimeToLive = TimeSpan.FromMinutes(10) }, default);
        TimeSpan? left = await Plain.KeyTimeToLiveAsync(name);
        await backend.SaveAsync(Write(key, "2"), default);

        Assert.Equal(saved.Updated + TimeSpan.FromMinutes(10), saved.Expires);
        Assert.InRange(left!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Null(await Plain.KeyTimeToLiveAsync(name));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"schema_version":1,"created":1,"updated":1,"expires":null,"write_id":"00000000-0000-0000-0000-000000000000","data":{"a":1""")]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_damaged_value_is_reported_alone_and_can_be_deleted(string value)
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url()).AddModel<Order>().Build();
        ExternalReference good = await toast.DumpAsync(new Order("good", 1)), bad = await toast.DumpAsync(new Order("bad", 1));
        await Plain.StringSetAsync($"{Prefix}:Order:{bad.Id:D}", value);

        var corrupt = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<Order>(bad));
        IReadOnlyList<ValidateResult<Order>> both = await toast.ValidateManyAsync<Order>([bad, good]);

        Assert.Equal((ErrorCodes.CorruptRecord, bad.Id, "Order"), (corrupt.Code, corrupt.Id, corrupt.ClassName));
        Assert.Equal([false, true], both.Select(result => result.Succeeded));
        Assert.True(await toast.DeleteAsync(bad));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Order>(bad));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-327")]
    public async Task B_327_a_key_that_holds_no_record_is_told_from_one_that_is_not_there_also_among_others()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url()).AddModel<Order>().Build();
        ExternalReference good = await toast.DumpAsync(new Order("good", 1)), absent = new("Order", Guid.NewGuid()), taken = new("Order", Guid.NewGuid());
        await Plain.ListRightPushAsync($"{Prefix}:Order:{taken.Id:D}", "a list of another program");

        IReadOnlyList<ValidateResult<Order>> results = await toast.ValidateManyAsync<Order>([absent, taken, good]);

        Assert.IsType<RecordNotFoundException>(results[0].Error);
        Assert.Equal(ErrorCodes.CorruptRecord, Assert.IsType<StorageValidationException>(results[1].Error).Code);
        Assert.True(results[2].Succeeded);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-030")]
    public async Task B_030_the_password_of_the_url_logs_in_and_a_wrong_one_is_refused_without_being_shown()
    {
        string url = await NeedAsync(SharedServers.RedisPasswordUrlAsync);
        StorageUrl parsed = StorageUrl.Parse(url);
        var backend = (ISupportsConditionalSave)await OpenAsync($"{url}?prefix={Prefix}");
        Assert.Equal(SaveStatus.Saved, (await backend.SaveAsync(Write(NewKey(), "1"), default)).Status);

        foreach (string login in new[] { ":planted-word@", "" })
        {
            StorageBackend refused = RedisBackend.Open(StorageUrl.Parse($"redis://{login}{parsed.Hosts[0]}/0"));
            var error = await Assert.ThrowsAsync<StorageConnectionException>(() => refused.ConnectAsync(default));
            Assert.Equal(ErrorCodes.AuthFailed, error.Code);
            Assert.DoesNotContain("planted-word", error.ToString(), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-030")]
    public async Task B_030_a_user_with_a_password_logs_in()
    {
        Skip.IfNot(RedisClient.IsCurrent, "absent: users, which the older client does not know");
        string url = await NeedAsync(SharedServers.RedisPasswordUrlAsync);
        StorageHost host = StorageUrl.Parse(url).Hosts[0];
        var backend = (ISupportsConditionalSave)await OpenAsync(
            $"redis://toaster:{Uri.EscapeDataString("user-word:@/?#%&= ü")}@{host}/0?prefix={Prefix}");

        Assert.Equal(SaveStatus.Saved, (await backend.SaveAsync(Write(NewKey(), "1"), default)).Status);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-305")]
    public async Task B_305_tls_checks_the_certificate_and_never_falls_back()
    {
        string url = await NeedAsync(SharedServers.RedisTlsUrlAsync);
        string authority = await SharedServers.RedisTlsAuthorityAsync();
        var backend = (ISupportsConditionalSave)await OpenAsync($"{url}?prefix={Prefix}&sslrootcert={authority}");
        Assert.Equal(SaveStatus.Saved, (await backend.SaveAsync(Write(NewKey(), "1"), default)).Status);

        foreach (string wrong in new[] { url, $"{url}?sslrootcert={authority}&sslhost=other.example", Server.Replace("redis:", "rediss:", StringComparison.Ordinal) })
        {
            StorageBackend refused = RedisBackend.Open(StorageUrl.Parse(wrong));
            var error = await Assert.ThrowsAsync<StorageConnectionException>(() => refused.ConnectAsync(default));
            Assert.Equal(ErrorCodes.TlsFailed, error.Code);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-131")]
    public async Task B_131_a_connection_of_the_app_is_used_and_not_disposed()
    {
        StorageHost host = StorageUrl.Parse(Server).Hosts[0];
        ConnectionMultiplexer mine = await ConnectionMultiplexer.ConnectAsync(host.ToString());
        var backend = new RedisBackend(mine, Prefix);
        await using (IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Order>().Build())
        {
            ExternalReference reference = await toast.DumpAsync(new Order("Ada", 3));
            Assert.Equal(new Order("Ada", 3), await toast.ValidateAsync<Order>(reference));
        }

        await backend.DisconnectAsync(default);
        Assert.True(mine.IsConnected);
        Assert.Equal($"redis://{host}/0", backend.Url.ToString());
        RedisClient.Close(mine);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-310")]
    public async Task B_310_readiness_tells_what_the_server_keeps_and_warns()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url()).Build();

        StoreHealth health = (await toast.ProbeAsync()).Single();

        Assert.True(health.IsUp);
        Assert.Equal("no", health.Settings["appendonly"]);
        Assert.Contains(health.Warnings, warning => warning.Contains("loses every record", StringComparison.Ordinal));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_a_listing_of_thousands_goes_through_a_cluster_of_several_servers()
    {
        string url = await NeedAsync(SharedServers.RedisClusterUrlAsync);
        await using IToast toast = new ToastBuilder().AddStore("main", $"{url}?prefix={Prefix}").AddModel<Order>().Build();
        IReadOnlyList<DumpResult> stored = await toast.DumpManyAsync([.. Enumerable.Range(0, 3000).Select(i => new Order($"{i}", i))]);

        List<ExternalReference> listed = await toast.ListAsync<Order>().ToListAsync();

        Assert.All(stored, result => Assert.True(result.Succeeded));
        Assert.Equal(stored.Select(result => result.Reference!.Id).Order(), listed.Select(reference => reference.Id));
    }

    [External("main", SchemaVersion = 2)]
    public sealed record Order(string Customer, int Count);
}

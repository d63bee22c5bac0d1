using System.Net;
using System.Text.Json;

namespace Toast.Silo.Tests.Problems;

public sealed class StoreFailureTests
{
    private const string RecordPath = "/records/Note/550e8400-e29b-41d4-a716-446655440000";

    [Theory]
    [InlineData("unreachable", 503)]
    [InlineData("timeout", 503)]
    [InlineData("dns", 503)]
    [InlineData("store_missing", 503)]
    [InlineData("busy", 503)]
    [InlineData("circuit_open", 503)]
    [InlineData("tls_failed", 503)]
    [InlineData("auth_failed", 503)]
    [Trait("Behaviour", "B-164")]
    public async Task B_164_a_store_that_cannot_be_reached_gives_503_with_retry_after(string code, int status)
    {
        await using var host = new DisposableServer(Failing(() => new StorageConnectionException(code, FaultyBackend.Planted)));
        RecordServer server = await host.StartAsync();

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, RecordPath);

        JsonElement problem = await response.IsProblemAsync((HttpStatusCode)status, code);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        AssertNothingLeaks(problem);
    }

    [Theory]
    [InlineData("access_denied", 503)]
    [InlineData("read_only", 503)]
    [InlineData("storage_full", 507)]
    [InlineData("not_supported", 501)]
    [InlineData("forbidden", 403)]
    [InlineData("storage_failed", 500)]
    [Trait("Behaviour", "B-164")]
    public async Task B_164_a_failure_of_the_store_has_the_status_of_its_code(string code, int status)
    {
        await using var host = new DisposableServer(Failing(() => new ExternalStorageException(code, FaultyBackend.Planted)));
        RecordServer server = await host.StartAsync();

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, RecordPath);

        AssertNothingLeaks(await response.IsProblemAsync((HttpStatusCode)status, code));
    }

    [Theory]
    [InlineData("corrupt_record")]
    [InlineData("stored_data_invalid")]
    [InlineData("schema_too_new")]
    [InlineData("schema_no_upgrader")]
    [Trait("Behaviour", "B-164")]
    public async Task B_164_bad_stored_content_gives_500_with_its_code(string code)
    {
        await using var host = new DisposableServer(Failing(() => new StorageValidationException(code, FaultyBackend.Planted)));
        RecordServer server = await host.StartAsync();

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, RecordPath);

        AssertNothingLeaks(await response.IsProblemAsync(HttpStatusCode.InternalServerError, code));
    }

    [Fact]
    [Trait("Behaviour", "B-415")]
    public async Task B_415_whatever_a_driver_throws_its_text_stays_inside()
    {
        await using var host = new DisposableServer(Failing(() => new InvalidOperationException(FaultyBackend.Planted)));
        RecordServer server = await host.StartAsync();

        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, RecordPath);

        JsonElement problem = await response.IsProblemAsync(HttpStatusCode.InternalServerError, "storage_failed");
        AssertNothingLeaks(problem);
        Assert.DoesNotContain("InvalidOperation", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Note", problem.GetProperty("class_name").GetString());
    }

    [Fact]
    [Trait("Behaviour", "B-134")]
    public async Task B_134_readiness_names_the_store_that_is_down_and_liveness_does_not_care()
    {
        await using var host = new DisposableServer(new RecordServer(toast => Faulty(
            toast, () => new StorageConnectionException(ErrorCodes.AuthFailed, FaultyBackend.Planted))
            .AddStore("good", $"memory://{Guid.NewGuid():N}")));
        RecordServer server = await host.StartAsync();

        using HttpResponseMessage ready = await server.SendAsync(HttpMethod.Get, "/health/ready");
        using HttpResponseMessage live = await server.SendAsync(HttpMethod.Get, "/health/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        string text = await ready.Content.ReadAsStringAsync();
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        JsonElement body = JsonDocument.Parse(text).RootElement;
        Assert.Equal("down", body.GetProperty("status").GetString());
        JsonElement[] stores = [.. body.GetProperty("stores").EnumerateArray()];
        JsonElement bad = Assert.Single(stores, store => store.GetProperty("store").GetString() == "bad");
        Assert.Equal("down", bad.GetProperty("status").GetString());
        Assert.Equal("auth_failed", bad.GetProperty("code").GetString());
        JsonElement good = Assert.Single(stores, store => store.GetProperty("store").GetString() == "good");
        Assert.Equal("up", good.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static RecordServer Failing(Func<Exception> failure) => new(toast => Faulty(toast, failure));

    private static ToastBuilder Faulty(ToastBuilder toast, Func<Exception> failure) =>
        toast.AddBackend("faulty", url => new FaultyBackend(url, failure)).AddStore("bad", "faulty://server").UseDefaultStore("bad");

    private static void AssertNothingLeaks(JsonElement problem)
    {
        string text = problem.GetRawText();
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("db.internal", text, StringComparison.Ordinal);
    }
}

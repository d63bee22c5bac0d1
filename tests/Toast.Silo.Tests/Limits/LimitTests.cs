using System.Net;

namespace Toast.Silo.Tests.Limits;

public sealed class LimitTests
{
    [Fact]
    public async Task Size_depth_and_length_of_batches_follow_the_settings()
    {
        await using var host = new DisposableServer(new SiloServer(
            "--Toast:Limits:MaxRecordBytes", "100", "--Toast:Limits:MaxDepth", "2", "--Toast:Limits:MaxBatchItems", "2"));
        RecordServer server = await host.StartAsync();

        using HttpResponseMessage large = await server.PostAsync("/records/Note", $$"""{"t":"{{new string('x', 93)}}"}""");
        using HttpResponseMessage fitting = await server.PostAsync("/records/Note", $$"""{"t":"{{new string('x', 92)}}"}""");
        using HttpResponseMessage deep = await server.PostAsync("/records/Note", """{"a":{"b":{}}}""");
        using HttpResponseMessage batch = await server.Client.PostAsync("/records/Note/batch", Ndjson.Of("{}", "{}", "{}"));

        await large.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "record_too_large");
        Assert.Equal(HttpStatusCode.Created, fitting.StatusCode);
        await deep.IsProblemAsync(HttpStatusCode.BadRequest, "too_deep");
        Assert.Equal("too_many_items", (await batch.LinesAsync())[2].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Slow_headers_slow_bodies_and_idle_connections_are_closed()
    {
        await using var host = new DisposableServer(new SiloServer(
            "--Toast:Limits:HeaderTimeout", "00:00:01", "--Toast:Limits:BodyTimeout", "00:00:01", "--Toast:Limits:IdleTimeout", "00:00:01"));
        RecordServer server = await host.StartAsync();
        using RawConnection header = await RawConnection.OpenAsync(server.Address), body = await RawConnection.OpenAsync(server.Address),
            batch = await RawConnection.OpenAsync(server.Address), idle = await RawConnection.OpenAsync(server.Address);

        await header.SayAsync("GET /records/Note HTTP/1.1\r\nHost: local");
        await body.SayAsync("POST /records/Note HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"n\":");
        await batch.SayAsync(
            "POST /records/Slow/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100\r\n\r\n{\"n\":1}\n{\"n\"");
        await idle.SayAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

        RawAnswer answer = await body.HearAllAsync();
        await batch.HearAllAsync();
        await header.HearAllAsync();
        Assert.Equal(200, (await idle.HearAllAsync()).Status);
        Assert.Equal(408, answer.Status);
        Assert.Contains("\"request_timeout\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("\"id\":", batch.Heard, StringComparison.Ordinal);
        Assert.Contains("\"request_timeout\"", batch.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain(" 200 ", header.Heard, StringComparison.Ordinal);
        Assert.Contains("\"items\":[]", await server.Client.GetStringAsync("/records/Note"), StringComparison.Ordinal);
    }
}

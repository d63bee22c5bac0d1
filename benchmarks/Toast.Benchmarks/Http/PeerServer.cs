using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Toast.Benchmarks.Peers;

namespace Toast.Benchmarks.Http;

/// <summary>
/// The peers, a process of their own: endpoints of a minimal API that do one thing a request and answer as the record server does. They check nothing of what
/// they are sent.
/// </summary>
internal static class PeerServer
{
    public const string Mode = "http-peers";
    public const string Same = "/same";
    public const string Postgres = "/postgres";
    public const string Sqlite = "/sqlite";

    /// <summary>Serves until its input ends; its first line of output is the address.</summary>
    public static async Task<int> RunAsync(string connection, string file)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        await using WebApplication app = builder.Build();
        await using HandWrittenPostgres postgres = await HandWrittenPostgres.OpenAsync(connection);
        using var sqlite = new HandWrittenSqlite(file);
        using var turn = new SemaphoreSlim(1);
        byte[] same = Encoding.UTF8.GetBytes(HttpRequests.Model(1));
        app.MapGet(Same, () => TypedResults.Text(same, "application/json"));
        app.MapPost(Postgres, async (HttpRequest request) =>
        {
            Guid id = Guid.CreateVersion7();
            await postgres.InsertAsync(id, await BodyAsync(request));
            return Created(id);
        });
        app.MapPost(Sqlite, async (HttpRequest request) =>
        {
            Guid id = Guid.CreateVersion7();
            string json = Encoding.UTF8.GetString(await BodyAsync(request));

            // One connection, as SQLite has one writer; whoever waits takes no thread.
            await turn.WaitAsync();
            try
            {
                sqlite.Insert(id, json);
            }
            finally
            {
                turn.Release();
            }

            return Created(id);
        });
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        byte[] body = new byte[(int)request.ContentLength!.Value];
        await request.Body.ReadExactlyAsync(body);
        return body;
    }

    private static Created<ReferenceBody> Created(Guid id) =>
        TypedResults.Created($"/records/{nameof(SmallModel)}/{id:D}", new ReferenceBody(nameof(SmallModel), id));

    private sealed record ReferenceBody([property: JsonPropertyName("class_name")] string ClassName, Guid Id);
}

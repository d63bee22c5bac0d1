using System.Diagnostics;
using Npgsql;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Processes;
using Toast.Faults.Tests.Support;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>More callers than the server takes connections.</summary>
[Collection(Alone.Name)]
public sealed class CrowdTests
{
    private const int Callers = 1000;

    /// <summary>How the server logs that it refused a connection for want of a slot, in both its spellings.</summary>
    private static readonly string[] Refusals = ["too many clients", "remaining connection slots"];

    [SkippableFact, Trait("Behaviour", "B-311")]
    public async Task B_311_a_server_without_a_free_connection_is_busy_until_it_has_one()
    {
        await using PostgresServer server = await StartAsync(With(("max_connections", "8"), ("superuser_reserved_connections", "2")));
        await server.ExecuteAsync("ALTER SCHEMA public OWNER TO pg_database_owner; GRANT CREATE ON SCHEMA public TO PUBLIC");
        string role = await CreateRoleAsync(server);
        await using IToast toast = New(server.Url(user: role));
        List<NpgsqlConnection> hogs = await TakeAllAsync(server, role);

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Busy, 12, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        foreach (NpgsqlConnection hog in hogs)
        {
            await hog.DisposeAsync();
        }

        await RecoversAsync(toast);
    }

    [SkippableFact, Trait("Behaviour", "B-315")]
    public async Task B_315_a_thousand_callers_on_twenty_connections_queue_and_the_server_refuses_none()
    {
        await using PostgresServer server = await StartAsync(With(("max_connections", "25")));
        await using IToast toast = New(server.Url());
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => Task.Run(async () =>
        {
            ExternalReference reference = await toast.DumpAsync(Note.Numbered(number));
            Assert.Equal(number, (await toast.ValidateAsync<Note>(reference)).Number);
            await toast.UpdateAsync<Note>(reference, note => Note.Numbered(note.Number + 1));
            Assert.Equal(2, (await toast.GetInfoAsync(reference)).Version);
            Assert.True(number % 2 == 0 || await toast.DeleteAsync(reference));
        })));

        Assert.Equal(Callers / 2, await CountAsync(server));
        Assert.All(Refusals, refusal => Assert.DoesNotContain(refusal, server.Log, StringComparison.Ordinal));
    }

    [SkippableFact, Trait("Behaviour", "B-316"), Trait("Behaviour", "B-315")]
    public async Task B_316_a_thousand_clients_in_twenty_processes_use_an_empty_database_at_once()
    {
        const int processes = 20;
        await using PostgresServer server = await StartAsync();
        for (int round = 0; round < LongRun.Or(1, 20); round++)
        {
            string database = await server.CreateDatabaseAsync();
            Process[] crowd = [.. Enumerable.Range(0, processes).Select(_ => ChildProgram.StartCrowd(server.Url(database), Callers / processes))];
            try
            {
                await Task.WhenAll(crowd.Select(child => child.StandardOutput.ReadLineAsync()));
                Array.ForEach(crowd, child => child.StandardInput.Close());
                string[] errors = await Task.WhenAll(crowd.Select(child => child.StandardError.ReadToEndAsync()));
                await Task.WhenAll(crowd.Select(child => child.WaitForExitAsync()));

                Assert.All(errors, error => Assert.Equal("", error));
                Assert.All(crowd, child => Assert.Equal(0, child.ExitCode));
                Assert.Equal(Callers, await CountAsync(server, database));
            }
            finally
            {
                Array.ForEach(crowd, child => child.Kill());
                Array.ForEach(crowd, child => child.Dispose());
            }
        }
    }

    private static async Task<List<NpgsqlConnection>> TakeAllAsync(PostgresServer server, string role)
    {
        var taken = new List<NpgsqlConnection>();
        var login = new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Username = role, Password = Password };
        while (true)
        {
            var connection = new NpgsqlConnection(login.ConnectionString);
            try
            {
                await connection.OpenAsync();
                taken.Add(connection);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                await connection.DisposeAsync();
                return taken;
            }
        }
    }
}

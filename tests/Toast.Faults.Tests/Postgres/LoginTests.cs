using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Secrets;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>The server does not let anybody in, or is not found.</summary>
public sealed class LoginTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string WrongPassword = "planted-wrong-password-27aa";

    private PostgresServer Server => fixture.Server;

    [SkippableTheory, Trait("Behaviour", "B-304"), Trait("Behaviour", "B-401")]
    [InlineData(null, WrongPassword)]
    [InlineData("nobody_of_that_name", WrongPassword)]
    public async Task B_304_a_refused_login_is_tried_once_and_shows_no_password(string? user, string password)
    {
        await using TcpProxy proxy = await TcpProxy.StartAsync(Server.Host, Server.Port);
        using var listener = new Listener();
        string url = $"postgresql://{user ?? Server.User}:{password}@{proxy.Host}:{proxy.Port}/postgres";
        await using IToast toast = New(url, builder => builder.UseLogging(listener));

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.AuthFailed, 3, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        Assert.Equal(1, proxy.Accepted);
        Assert.DoesNotContain(WrongPassword, Planted.Everything(failure), StringComparison.Ordinal);
        Assert.All(listener.Said, said => Assert.DoesNotContain(WrongPassword, said, StringComparison.Ordinal));
    }

    [SkippableFact, Trait("Behaviour", "B-304")]
    public async Task B_304_a_login_that_is_allowed_later_works_without_a_restart()
    {
        string database = await Server.CreateDatabaseAsync();
        string role = await CreateRoleAsync(Server);
        await Server.ExecuteAsync($"ALTER ROLE {role} NOLOGIN; ALTER DATABASE {database} OWNER TO {role}");
        await using IToast toast = New(Server.Url(database, role));

        await FailsAsync<StorageConnectionException>(ErrorCodes.AuthFailed, 3, () => toast.DumpAsync(Note.Numbered(1)));
        await Server.ExecuteAsync($"ALTER ROLE {role} LOGIN");
        await RecoversAsync(toast);
    }

    [SkippableFact, Trait("Behaviour", "B-306")]
    public async Task B_306_a_missing_database_is_missing_until_it_is_there()
    {
        string database = "late_" + Guid.NewGuid().ToString("N");
        await using IToast toast = New(Server.Url(database));

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.StoreMissing, 3, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("database", failure.Message, StringComparison.Ordinal);
        Assert.False(await Server.QueryAsync<bool>($"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{database}')"));
        await Server.ExecuteAsync($"CREATE DATABASE {database}");
        await RecoversAsync(toast);
    }

    [Fact, Trait("Behaviour", "B-303")]
    public async Task B_303_a_host_name_that_does_not_resolve_is_named()
    {
        await using IToast toast = New($"postgresql://toast:{Password}@no-such-host.invalid/shop");

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Dns, 12, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        Assert.Contains("no-such-host.invalid", failure.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Behaviour", "B-301"), Trait("Behaviour", "B-401")]
    public async Task B_301_a_refused_connection_names_the_place_and_nothing_of_the_login()
    {
        using var nobody = new ClosedPort();
        using var listener = new Listener();
        await using IToast toast = New(
            $"postgresql://{Planted.User}:{Password}@127.0.0.1:{nobody.Port}/shop", builder => builder.UseLogging(listener));

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 3, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        Assert.Contains($"127.0.0.1:{nobody.Port}", failure.Store, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted.User, Planted.Everything(failure), StringComparison.Ordinal);
        KeepsSecret(listener);
    }
}

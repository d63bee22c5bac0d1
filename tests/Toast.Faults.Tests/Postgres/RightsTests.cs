using Toast.Faults.Tests.Models;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>A role that may not do everything.</summary>
public sealed class RightsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private PostgresServer Server => fixture.Server;

    [SkippableTheory, Trait("Behaviour", "B-307")]
    [InlineData("SELECT", "INSERT")]
    [InlineData("SELECT, INSERT", "UPDATE")]
    public async Task B_307_a_role_that_may_only_read_loads_and_hears_which_right_it_lacks(string rights, string missing)
    {
        (string database, string role, ExternalReference reference) = await PrepareAsync();
        await Server.ExecuteAsync($"GRANT {rights} ON toast_records TO {role}", database);
        await using IToast toast = New(Server.Url(database, role));

        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        await DeniedAsync(missing, () => toast.DumpAsync(Note.Numbered(8)));
        await DeniedAsync(missing, () => toast.DumpAsync(Note.Numbered(8), reference));
        await DeniedAsync("DELETE", () => toast.DeleteAsync(reference));
        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
        Assert.Equal(1, await CountAsync(Server, database));

        await Server.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON toast_records TO {role}", database);
        await toast.DumpAsync(Note.Numbered(9), reference);
        Assert.True(await toast.DeleteAsync(reference));
    }

    [SkippableFact, Trait("Behaviour", "B-307")]
    public async Task B_307_a_role_that_may_not_make_the_table_hears_it_and_makes_it_once_it_may()
    {
        string database = await Server.CreateDatabaseAsync();
        string role = await CreateRoleAsync(Server);
        await Server.ExecuteAsync("REVOKE CREATE ON SCHEMA public FROM PUBLIC", database);
        await using IToast toast = New(Server.Url(database, role));

        await DeniedAsync("CREATE", () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(await HasTableAsync(Server, database));
        await Server.ExecuteAsync($"GRANT CREATE ON SCHEMA public TO {role}", database);
        await RecoversAsync(toast);
    }

    [SkippableFact, Trait("Behaviour", "B-307")]
    public async Task B_307_a_role_that_may_not_read_at_all_hears_it()
    {
        (string database, string role, ExternalReference reference) = await PrepareAsync();
        await using IToast toast = New(Server.Url(database, role));

        await DeniedAsync("SELECT", () => toast.ValidateAsync<Note>(reference));
    }

    private static async Task DeniedAsync(string right, Func<Task> call)
    {
        var failure = await FailsAsync<ExternalStorageException>(ErrorCodes.AccessDenied, 3, call);
        Assert.Contains(right, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A database with one record, and a role that may log in.</summary>
    private async Task<(string Database, string Role, ExternalReference Reference)> PrepareAsync()
    {
        string database = await Server.CreateDatabaseAsync();
        await using IToast owner = New(Server.Url(database));
        return (database, await CreateRoleAsync(Server), await owner.DumpAsync(Note.Numbered(7)));
    }
}

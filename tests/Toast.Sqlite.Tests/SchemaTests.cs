using Microsoft.Data.Sqlite;
using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests;

public sealed class SchemaTests : StoreTest
{
    [Fact]
    [Trait("Behaviour", "B-130")]
    public async Task B_130_the_printed_schema_makes_a_store_that_needs_no_creation()
    {
        using (SqliteConnection connection = OpenPlain())
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = SqliteBackend.SchemaSql;
            await command.ExecuteNonQueryAsync();
        }

        SqliteBackend backend = await Folder.OpenAsync("?create=false");
        Assert.Equal(1, (await backend.SaveAsync(Request(NewKey()), default)).Version);
    }

    [Fact]
    [Trait("Behaviour", "B-316")]
    public async Task B_316_many_clients_of_an_empty_place_make_one_store()
    {
        for (int round = 0; round < 20; round++)
        {
            string file = Path.Combine(Folder.Path, $"round{round}", "toast.db");
            SqliteBackend[] backends = [.. Enumerable.Range(0, 8).Select(_ => new SqliteBackend(TempFolder.UrlOf(file)))];
            SaveResult[] results = await Task.WhenAll(backends.Select(async backend =>
            {
                await backend.ConnectAsync(default);
                return await backend.SaveAsync(Request(NewKey()), default);
            }));
            Assert.All(results, result => Assert.Equal(SaveStatus.Saved, result.Status));
            Assert.Equal(8, (await backends[0].ListAsync(new ListRequest(ClassName, null, 10), default)).Count);
            await Task.WhenAll(backends.Select(backend => backend.DisconnectAsync(default)));
        }
    }
}

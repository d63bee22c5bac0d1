using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;
using Toast.Grains.Tests.Storage;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.AdoNet;

/// <summary>Orleans' own grain storage on the tables and statements of the set-up.</summary>
public sealed class PersistenceTests : AdoNetTest
{
    private IGrainStorage Deletes { get; set; } = null!;

    private IGrainStorage Retains { get; set; } = null!;

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_state_is_written_read_changed_and_cleared(bool delete)
    {
        IGrainStorage storage = delete ? Deletes : Retains;
        foreach (GrainId id in Ids())
        {
            GrainState<Profile> first = await storage.WriteAsync(id, Profile.Of(1));
            Assert.Equal(Profile.Of(1), (await storage.ReadAsync(id)).State);
            GrainState<Profile> second = await storage.WriteAsync(id, Profile.Of(2), first.ETag);
            Assert.NotEqual(first.ETag, second.ETag);
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteAsync(id, Profile.Of(3), first.ETag));
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteAsync(id, Profile.Of(3)));
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearAsync(id, first.ETag));
            Assert.Equal(Profile.Of(2), (await storage.ReadAsync(id)).State);
            GrainState<Profile> cleared = await storage.ClearAsync(id, second.ETag);
            Assert.False(cleared.RecordExists);
            Assert.Equal(delete, cleared.ETag is null);
            GrainState<Profile> third = await storage.WriteAsync(id, Profile.Of(4), cleared.ETag);
            Assert.Equal(third.ETag, (await storage.ReadAsync(id)).ETag);
        }
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_clear_there_is_no_state_and_it_can_be_written_anew(bool delete)
    {
        IGrainStorage storage = delete ? Deletes : Retains;
        foreach (GrainId id in Ids())
        {
            GrainState<Profile> first = await storage.WriteAsync(id, Profile.Of(1));
            await storage.ClearAsync(id, first.ETag);
            GrainState<Profile> read = await storage.ReadAsync(id);
            Assert.False(read.RecordExists);
            Assert.Null(read.ETag);
            GrainState<Profile> again = await storage.WriteAsync(id, Profile.Of(2));
            Assert.NotEqual(first.ETag, again.ETag);
            await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteAsync(id, Profile.Of(3), first.ETag));
            Assert.Equal(Profile.Of(2), (await storage.ReadAsync(id)).State);
        }
    }

    [SkippableFact]
    public async Task One_of_several_first_writers_wins()
    {
        for (int round = 0; round < 20; round++)
        {
            foreach (GrainId id in Ids())
            {
                bool[] won = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(() => TryWriteAsync(id, Profile.Of(writer)))));
                Assert.Single(won, true);
                Assert.Equal(Profile.Of(Array.IndexOf(won, true) + 1), (await Deletes.ReadAsync(id)).State);
            }
        }
    }

    [SkippableFact]
    public async Task One_of_several_writers_with_one_etag_wins()
    {
        for (int round = 0; round < 20; round++)
        {
            foreach (GrainId id in Ids())
            {
                string etag = (await Deletes.WriteAsync(id, Profile.Of(0))).ETag;
                bool[] won = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(() => TryWriteAsync(id, Profile.Of(writer), etag))));
                Assert.Single(won, true);
                Assert.Equal(Profile.Of(Array.IndexOf(won, true) + 1), (await Deletes.ReadAsync(id)).State);
            }
        }
    }

    [SkippableFact]
    public async Task The_unique_key_finds_a_text_key_among_many()
    {
        await ExecuteAsync("""
            INSERT INTO OrleansStorage
            SELECT n, 0, 0, 1, 'profile', 'key' || n, 'service', '\x7b7d', now(), 1 FROM generate_series(1, 20000) n;
            ANALYZE OrleansStorage
            """);
        string sql = (await QueryAsync<string>("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'ReadFromStorageKey'"))
            .Replace("@ServiceId", "'service'", StringComparison.Ordinal)
            .Replace("@GrainTypeString", "'profile'", StringComparison.Ordinal)
            .Replace("@GrainIdN0", "0", StringComparison.Ordinal)
            .Replace("@GrainIdN1", "0", StringComparison.Ordinal)
            .Replace("@GrainIdExtensionString", "'key77'", StringComparison.Ordinal);
        string plan = await QueryAsync<string>($"EXPLAIN (FORMAT JSON) {sql}");
        Assert.Contains("\"Index Name\": \"orleansstoragekey\"", plan, StringComparison.Ordinal);
        Assert.Contains("grainidextensionstring = 'key77'", plan, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_database_of_earlier_scripts_keeps_its_rows_and_gets_the_key()
    {
        GrainId id = Ids()[0];
        GrainState<Profile> written = await Retains.WriteAsync(id, Profile.Of(1));
        await ExecuteAsync("""
            DROP INDEX OrleansStorageKey;
            CREATE INDEX ON OrleansStorage (GrainIdHash, GrainTypeHash);
            ALTER TABLE OrleansStorage ALTER ModifiedOn TYPE timestamp, ALTER GrainTypeString TYPE varchar(512), ALTER GrainIdExtensionString TYPE varchar(512),
              ALTER ServiceId TYPE varchar(150);
            ALTER TABLE OrleansQuery ALTER QueryKey TYPE varchar(64), ALTER QueryText TYPE varchar(8000);
            UPDATE OrleansQuery SET QueryText = 'SELECT 1'
            """);
        await OrleansPostgres.SetUpAsync(ConnectionString, OrleansPostgresParts.GrainStorage);

        // A silo that starts anew has connections of its own; those of before still know the statements of before.
        await using (var connection = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        IGrainStorage anew = await StartAsync(deleteStateOnClear: false);
        Assert.Equal(Profile.Of(1), (await anew.ReadAsync(id)).State);
        await Assert.ThrowsAsync<InconsistentStateException>(() => anew.WriteAsync(id, Profile.Of(2)));
        await anew.WriteAsync(id, Profile.Of(2), written.ETag);
    }

    protected override async Task PrepareAsync()
    {
        await OrleansPostgres.SetUpAsync(ConnectionString, OrleansPostgresParts.GrainStorage);
        Deletes = await StartAsync(deleteStateOnClear: true);
        Retains = await StartAsync(deleteStateOnClear: false);
    }

    /// <summary>Keys with and without an extension: in the one case a column is null.</summary>
    private static GrainId[] Ids() =>
    [
        GrainId.Create(GrainType.Create("visitor"), GrainIdKeyExtensions.CreateGuidKey(Guid.NewGuid())),
        GrainId.Create(GrainType.Create("visitor"), GrainIdKeyExtensions.CreateGuidKey(Guid.NewGuid(), "Пользователь")),
        GrainId.Create("visitor", "текст " + Guid.NewGuid()),
    ];

    private async Task<IGrainStorage> StartAsync(bool deleteStateOnClear)
    {
        UnstartedSilo host = Keep(new UnstartedSilo(silo => silo
            .Configure<ClusterOptions>(options => options.ServiceId = "delete-" + deleteStateOnClear)
            .AddAdoNetGrainStorage("main", options =>
            {
                options.Invariant = OrleansPostgres.Invariant;
                options.ConnectionString = ConnectionString;
                options.DeleteStateOnClear = deleteStateOnClear;
            })));
        await ManualLifecycle.StartAsync(host.Storage());
        return host.Storage();
    }

    private async Task<bool> TryWriteAsync(GrainId id, Profile profile, string? etag = null)
    {
        try
        {
            await Deletes.WriteAsync(id, profile, etag);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}

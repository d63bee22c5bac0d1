using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.AdoNet;

/// <summary>Orleans' membership table on the tables and statements of the set-up.</summary>
public sealed class MembershipTests : AdoNetTest
{
    private IMembershipTable table = null!;

    [SkippableFact]
    public async Task An_empty_table_has_a_version_and_no_members()
    {
        MembershipTableData all = await table.ReadAll();
        Assert.Empty(all.Members);
        Assert.Equal(0, all.Version.Version);
        Assert.Empty((await table.ReadRow(NewEntry(1).SiloAddress)).Members);
    }

    [SkippableFact]
    public async Task A_member_comes_back_as_it_was_written()
    {
        MembershipEntry entry = NewEntry(1);
        Assert.True(await table.InsertRow(entry, await NextVersionAsync()));
        entry.Status = SiloStatus.Active;
        entry.AddSuspector(NewEntry(2).SiloAddress, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Assert.True(await table.UpdateRow(entry, "", await NextVersionAsync()));
        MembershipEntry read = Assert.Single((await table.ReadRow(entry.SiloAddress)).Members).Item1;
        Assert.Equal(entry.ToFullString(), read.ToFullString());
        Assert.Equal(2, (await table.ReadAll()).Version.Version);
    }

    [SkippableFact]
    public async Task A_member_is_inserted_once_and_only_with_the_current_version()
    {
        MembershipEntry entry = NewEntry(1);
        TableVersion first = await NextVersionAsync();
        Assert.True(await table.InsertRow(entry, first));
        Assert.False(await table.InsertRow(NewEntry(2), first));
        Assert.False(await table.InsertRow(entry, await NextVersionAsync()));
        Assert.False(await table.UpdateRow(NewEntry(3), "", await NextVersionAsync()));
        MembershipTableData all = await table.ReadAll();
        Assert.Single(all.Members);
        Assert.Equal(1, all.Version.Version);
    }

    [SkippableFact]
    public async Task Of_several_changes_of_one_version_one_is_made_while_members_say_that_they_live()
    {
        MembershipEntry[] entries = [.. Enumerable.Range(1, 8).Select(NewEntry)];
        foreach (MembershipEntry entry in entries)
        {
            Assert.True(await table.InsertRow(entry, await NextVersionAsync()));
        }

        using var stop = new CancellationTokenSource();
        Task[] alive = [.. entries.Select(entry => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await table.UpdateIAmAlive(entry);
            }
        }))];
        for (int round = 0; round < 20; round++)
        {
            TableVersion next = await NextVersionAsync();
            SiloStatus status = round % 2 == 0 ? SiloStatus.Active : SiloStatus.ShuttingDown;
            bool[] won = await Task.WhenAll(entries.Select(entry => Task.Run(() => table.UpdateRow(With(entry, status), "", next))));
            Assert.Single(won, true);
            MembershipTableData all = await table.ReadAll();
            Assert.Equal(next.Version, all.Version.Version);
            Assert.Equal(status, all.TryGet(entries[Array.IndexOf(won, true)].SiloAddress).Item1.Status);
        }

        await stop.CancelAsync();
        await Task.WhenAll(alive);
    }

    [SkippableFact]
    public async Task Clean_up_removes_old_members_that_are_not_active()
    {
        DateTime old = DateTime.UtcNow.AddDays(-8);
        (SiloStatus Status, DateTime Alive)[] members = [(SiloStatus.Dead, old), (SiloStatus.Joining, old), (SiloStatus.Active, old), (SiloStatus.Dead, DateTime.UtcNow)];
        foreach ((SiloStatus status, DateTime alive) in members)
        {
            MembershipEntry entry = NewEntry((int)status + alive.Day);
            entry.Status = status;
            entry.IAmAliveTime = alive;
            Assert.True(await table.InsertRow(entry, await NextVersionAsync()));
        }

        await table.CleanupDefunctSiloEntries(DateTimeOffset.UtcNow.AddDays(-7));
        SiloStatus[] left = [.. (await table.ReadAll()).Members.Select(member => member.Item1.Status).Order()];
        Assert.Equal([SiloStatus.Active, SiloStatus.Dead], left);
    }

    [SkippableFact]
    public async Task Deleting_a_cluster_leaves_others_alone()
    {
        Assert.True(await table.InsertRow(NewEntry(1), await NextVersionAsync()));
        await ExecuteAsync("INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES ('other')");
        await table.DeleteMembershipTableEntries("membership");
        Assert.Equal(0, await QueryAsync<long>("SELECT count(*) FROM OrleansMembershipTable"));
        Assert.Equal("other", await QueryAsync<string>("SELECT min(DeploymentId) FROM OrleansMembershipVersionTable"));
    }

    protected override async Task PrepareAsync()
    {
        await OrleansPostgres.SetUpAsync(ConnectionString, OrleansPostgresParts.Clustering);
        UnstartedSilo host = Keep(new UnstartedSilo(silo => silo
            .Configure<ClusterOptions>(options => options.ClusterId = "membership")
            .UseAdoNetClustering(options =>
            {
                options.Invariant = OrleansPostgres.Invariant;
                options.ConnectionString = ConnectionString + ";Maximum Pool Size=20";
            })));
        table = host.Services.GetServices<IMembershipTable>().Last();
        await table.InitializeMembershipTable(true);
    }

    private static MembershipEntry NewEntry(int number)
    {
        // PostgreSQL keeps microseconds.
        DateTime now = new(DateTime.UtcNow.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        return new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, 10_000 + number, 77),
            Status = SiloStatus.Joining,
            HostName = "хост",
            SiloName = "silo " + number,
            ProxyPort = 30_000,
            StartTime = now,
            IAmAliveTime = now,
        };
    }

    private static MembershipEntry With(MembershipEntry entry, SiloStatus status) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = status,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        ProxyPort = entry.ProxyPort,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };

    private async Task<TableVersion> NextVersionAsync() => (await table.ReadAll()).Version.Next();
}

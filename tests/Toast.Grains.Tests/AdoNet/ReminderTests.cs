using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.AdoNet;

/// <summary>Orleans' reminder table on the tables and statements of the set-up.</summary>
public sealed class ReminderTests : AdoNetTest
{
    private static readonly DateTime Start = new(2026, 5, 4, 3, 2, 1, DateTimeKind.Utc);

    private IReminderTable table = null!;

    [SkippableTheory]
    [InlineData(60_000L)]
    [InlineData(90L * 24 * 3600 * 1000)]
    public async Task A_reminder_comes_back_as_it_was_written(long period)
    {
        ReminderEntry entry = NewEntry("напомни", period);
        string etag = await table.UpsertRow(entry);
        ReminderEntry read = await table.ReadRow(entry.GrainId, entry.ReminderName);
        Assert.Equal((entry.GrainId, entry.ReminderName, Start, entry.Period, etag), (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Null(await table.ReadRow(entry.GrainId, "another"));
    }

    [SkippableFact]
    public async Task A_reminder_is_replaced_and_removed_by_its_version()
    {
        ReminderEntry entry = NewEntry("one");
        string first = await table.UpsertRow(entry);
        string second = await table.UpsertRow(entry);
        Assert.NotEqual(first, second);
        Assert.False(await table.RemoveRow(entry.GrainId, entry.ReminderName, first));
        Assert.True(await table.RemoveRow(entry.GrainId, entry.ReminderName, second));
        Assert.False(await table.RemoveRow(entry.GrainId, entry.ReminderName, second));
        Assert.Empty((await table.ReadRows(entry.GrainId)).Reminders);
    }

    [SkippableFact]
    public async Task Two_ranges_that_make_the_ring_hold_each_reminder_once()
    {
        ReminderEntry[] entries = [.. Enumerable.Range(0, 50).Select(i => NewEntry("r" + i))];
        foreach (ReminderEntry entry in entries)
        {
            await table.UpsertRow(entry);
        }

        foreach (uint border in new uint[] { 1, 0x40000000, 0x80000000, 0xC0000000 })
        {
            IEnumerable<ReminderEntry> halves = (await table.ReadRows(0, border)).Reminders.Concat((await table.ReadRows(border, 0)).Reminders);
            Assert.Equal(entries.Select(entry => entry.ReminderName).Order(), halves.Select(entry => entry.ReminderName).Order());
            Assert.All((await table.ReadRows(0, border)).Reminders, entry => Assert.True(entry.GrainId.GetUniformHashCode() <= border));
        }

        Assert.Equal(50, (await table.ReadRows(0, 0)).Reminders.Count);
    }

    [SkippableFact]
    public async Task Clearing_leaves_other_services_alone()
    {
        await table.UpsertRow(NewEntry("mine"));
        await ExecuteAsync("INSERT INTO OrleansRemindersTable VALUES ('other', 'type/key', 'theirs', now(), 60000, 1, 0)");
        await table.TestOnlyClearTable();
        Assert.Equal("theirs", await QueryAsync<string>("SELECT min(ReminderName) FROM OrleansRemindersTable"));
    }

    protected override async Task PrepareAsync()
    {
        await OrleansPostgres.SetUpAsync(ConnectionString, OrleansPostgresParts.Reminders);
        UnstartedSilo host = Keep(new UnstartedSilo(silo => silo
            .Configure<ClusterOptions>(options => options.ServiceId = "reminders")
            .UseAdoNetReminderService(options =>
            {
                options.Invariant = OrleansPostgres.Invariant;
                options.ConnectionString = ConnectionString;
            })));
        table = host.Services.GetRequiredService<IReminderTable>();
        await table.StartAsync();
    }

    private static ReminderEntry NewEntry(string name, long period = 60_000) => new()
    {
        GrainId = GrainId.Create("sleeper", Guid.NewGuid().ToString("N")),
        ReminderName = name,
        StartAt = Start,
        Period = TimeSpan.FromMilliseconds(period),
    };
}

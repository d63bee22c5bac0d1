using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>The disk of the records is full, the one of the write-ahead log is not: a server without log stops by itself.</summary>
public sealed class FullDiskTests
{
    private const int MoreThanFit = 2000;

    [SkippableFact, Trait("Behaviour", "B-309")]
    public async Task B_309_a_full_disk_is_told_earlier_records_are_whole_and_writes_go_on_once_there_is_room()
    {
        using var disk = new SmallDisk();
        await using PostgresServer server = await StartAsync();
        string folder = server.Own(Directory.CreateDirectory(Path.Combine(disk.Folder, "space")).FullName);
        await using IToast toast = New(server.Url());
        var kept = new List<ExternalReference> { await toast.DumpAsync(Note.Numbered(0)) };
        await server.ExecuteAsync($"CREATE TABLESPACE small LOCATION '{folder}'");
        await server.ExecuteAsync("ALTER TABLE toast_records SET TABLESPACE small");
        disk.Fill();

        ExternalStorageException? full = null;
        for (int number = 1; full is null && number < MoreThanFit; number++)
        {
            // The last pages have room for some more.
            try
            {
                kept.Add(await toast.DumpAsync(Note.Numbered(number)));
            }
            catch (ExternalStorageException e)
            {
                full = e;
            }
        }

        Assert.Equal(ErrorCodes.StorageFull, full?.Code);
        KeepsSecret(full!);
        await FailsAsync<ExternalStorageException>(ErrorCodes.StorageFull, 3, () => toast.DumpAsync(Note.Numbered(MoreThanFit)));
        await WholeAsync(toast, kept);

        disk.MakeRoom();
        kept.Add(await toast.DumpAsync(Note.Numbered(kept.Count)));
        await WholeAsync(toast, kept);
        await server.StopAsync(StopMode.Fast);
    }

    private static async Task WholeAsync(IToast toast, List<ExternalReference> kept)
    {
        for (int number = 0; number < kept.Count; number++)
        {
            Assert.Equal(Note.Numbered(number), await toast.ValidateAsync<Note>(kept[number]));
            Assert.Equal(1, (await toast.GetInfoAsync(kept[number])).Version);
        }
    }
}

using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Stores;

/// <summary>Disks that are full, read-only or gone, seen by whoever calls the verbs: the named error, nothing lost, and the same engine works again afterwards.</summary>
public sealed class DiskTests
{
    [SkippableTheory, Trait("Behaviour", "B-309")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    public async Task B_309_a_full_disk_is_storage_full_and_nothing_stored_is_lost(string kind)
    {
        using var disk = new SmallDisk();
        await using IToast toast = Engines.On(new Place(kind, disk.Folder).Url);
        Note note = Note.Numbered(1);
        ExternalReference reference = await toast.DumpAsync(note);
        disk.Fill();

        // Some space may be left inside the store's own files, so not the first dump need fail.
        var stored = new List<ExternalReference>();
        var fresh = new Note(2, new string('x', 100_000));
        var error = await Assert.ThrowsAsync<ExternalStorageException>(async () =>
        {
            while (stored.Count < 1_000)
            {
                stored.Add(await toast.DumpAsync(fresh with { }));
            }
        });
        Assert.Equal(ErrorCodes.StorageFull, error.Code);
        Assert.Contains("ree some space", error.Message, StringComparison.Ordinal);
        var overwrite = fresh with { Number = 3 };
        await Assert.ThrowsAsync<ExternalStorageException>(() => toast.DumpAsync(overwrite, reference));
        Assert.Null(toast.GetReference(overwrite));
        Assert.Equal(note, await toast.ValidateAsync<Note>(reference));
        foreach (ExternalReference one in stored)
        {
            Assert.Equal(fresh, await toast.ValidateAsync<Note>(one));
        }

        disk.MakeRoom();
        await toast.DumpAsync(overwrite, reference);
        Assert.Equal(overwrite, await toast.ValidateAsync<Note>(reference));
        Assert.Equal(2, (await toast.GetInfoAsync(reference)).Version);
    }

    [SkippableTheory, Trait("Behaviour", "B-308")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    public async Task B_308_a_disk_that_becomes_read_only_refuses_dumps_serves_loads_and_recovers(string kind)
    {
        using var disk = new SmallDisk();
        string url = new Place(kind, disk.Folder).Url;
        ExternalReference reference;
        await using (IToast first = Engines.On(url))
        {
            reference = await first.DumpAsync(Note.Numbered(1));
        }

        Skip.IfNot(disk.TryMakeReadOnly(), "This machine does not let a test mount read-only.");
        await using IToast toast = Engines.On(url);
        Note restored = await toast.ValidateAsync<Note>(reference);
        var error = await Assert.ThrowsAsync<ExternalStorageException>(() => toast.DumpAsync(restored));
        Assert.Equal((ErrorCodes.ReadOnly, Note.Numbered(1)), (error.Code, await toast.ValidateAsync<Note>(reference)));
        Assert.True(await toast.ExistsAsync(reference));
        Assert.Equal([reference], await ListAsync(toast));

        Assert.True(disk.TryMakeWritable());
        await toast.DumpAsync(restored);
        Assert.Equal(2, (await toast.GetInfoAsync(reference)).Version);
    }

    [SkippableTheory, Trait("Behaviour", "B-308"), Trait("Behaviour", "B-318")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    public async Task B_308_a_store_that_cannot_be_made_in_a_read_only_folder_says_so_and_recovers(string kind)
    {
        using var disk = new SmallDisk();
        Skip.IfNot(disk.TryMakeReadOnly(), "This machine does not let a test mount read-only.");
        await using IToast toast = Engines.On(new Place(kind, disk.Folder).Url);

        var error = await Assert.ThrowsAsync<ExternalStorageException>(() => toast.DumpAsync(Note.Numbered(1)));
        Assert.Equal(ErrorCodes.ReadOnly, error.Code);
        Assert.Equal(ErrorCodes.ReadOnly, Assert.Single(await toast.ProbeAsync()).Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Folder));
        Assert.True(disk.TryMakeWritable());
        Assert.True((await toast.ValidateAsync<Note>(await toast.DumpAsync(Note.Numbered(2)))).IsWhole());
    }

    [Theory, Trait("Behaviour", "B-306")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    public async Task B_306_a_store_removed_at_run_time_is_store_missing_is_not_made_anew_and_works_when_it_is_back(string kind)
    {
        using var place = new Place(kind);
        await using (IToast first = Engines.On(place.Url))
        {
            await first.DumpAsync(Note.Numbered(0));
        }

        // Unless told not to, SQLite's schema creation makes a new file after it has said once that the old one is gone.
        await using IToast toast = Engines.On(place.Url + (kind == Place.Sqlite ? "?create=false" : ""));
        Note note = Note.Numbered(1);
        ExternalReference reference = await toast.DumpAsync(note);
        string away = place.Folder + "-away";
        Directory.Move(place.Folder, away);

        Note changed = Note.Numbered(2);
        foreach (Func<Task> verb in new Func<Task>[] { () => toast.DumpAsync(note), () => toast.DumpAsync(changed), () => toast.DeleteAsync(reference) })
        {
            var error = await Assert.ThrowsAsync<StorageConnectionException>(verb);
            Assert.Equal(ErrorCodes.StoreMissing, error.Code);
        }

        Assert.Null(toast.GetReference(changed));
        Assert.False(Directory.Exists(place.Folder) && Directory.EnumerateFileSystemEntries(place.Folder).Any());
        Assert.Equal(ErrorCodes.StoreMissing, Assert.Single(await toast.ProbeAsync()).Code);

        Directory.Move(away, place.Folder);
        Assert.Equal(note, await toast.ValidateAsync<Note>(reference));
        await toast.DumpAsync(changed, reference);
        Assert.Equal(changed, await toast.ValidateAsync<Note>(reference));
    }

    private static async Task<List<ExternalReference>> ListAsync(IToast toast)
    {
        var references = new List<ExternalReference>();
        await foreach (ExternalReference reference in toast.ListAsync<Note>())
        {
            references.Add(reference);
        }

        return references;
    }
}

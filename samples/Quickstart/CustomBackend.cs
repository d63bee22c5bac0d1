using System.Collections.Concurrent;
using Toast;

namespace Quickstart;

/// <summary>Four methods make a backend. What it can do beyond them it would say by implementing capability interfaces.</summary>
/// <param name="url">The place, already parsed.</param>
public sealed class DictionaryBackend(StorageUrl url) : StorageBackend(url)
{
    private readonly ConcurrentDictionary<RecordKey, StoredRecord> records = new();

    public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        records[record.Key] = record;
        return Task.CompletedTask;
    }

    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) =>
        Task.FromResult(records.GetValueOrDefault(key));
}

[External("notes")]
public sealed record Note(string Text);

internal static class CustomBackend
{
    public static async Task RunAsync()
    {
        Console.WriteLine("-- custom backend");
        await using IToast toast = new ToastBuilder()
            .AddBackend("dictionary", url => new DictionaryBackend(url))
            .AddStore("notes", "dictionary:///")
            .Build();

        ExternalReference reference = await toast.DumpAsync(new Note("kept in a dictionary"));
        Note note = await toast.ValidateAsync<Note>(reference);
        Console.WriteLine(note.Text);
        try
        {
            await toast.DeleteAsync(reference);
        }
        catch (ExternalStorageException e)
        {
            Console.WriteLine($"{e.Code}: {e.Message}");
        }
    }
}

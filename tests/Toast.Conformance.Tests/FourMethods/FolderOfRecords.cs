using System.Buffers;

namespace Toast.Conformance.Tests.FourMethods;

/// <summary>The smallest backend there can be: four methods, one file for each record.</summary>
public sealed class FolderOfRecords(StorageUrl url) : StorageBackend(url)
{
    private readonly Lock gate = new();

    public override Task ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Directory.CreateDirectory(Url.Path);
        return Task.CompletedTask;
    }

    public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var document = new ArrayBufferWriter<byte>();
        StoredRecordJson.Write(record, document);
        string file = FileOf(record.Key), temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, document.WrittenSpan);
        lock (gate)
        {
            File.Move(temporary, file, overwrite: true);
        }

        return Task.CompletedTask;
    }

    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<StoredRecord?>(cancellationToken);
        }

        string file = FileOf(key);
        return Task.FromResult(File.Exists(file) ? StoredRecordJson.Read(File.ReadAllBytes(file)) : null);
    }

    // Capital and small letters must not share a file where case is ignored, so the name is written in hexadecimal digits; a hash keeps it short.
    private string FileOf(RecordKey key) =>
        Path.Combine(Url.Path, $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key.ClassName)))}-{key.Id:D}.json");
}

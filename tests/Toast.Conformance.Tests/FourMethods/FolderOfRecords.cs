using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Toast.Conformance.Tests.FourMethods;

/// <summary>The smallest backend there can be: four methods, one file for each record.</summary>
public sealed class FolderOfRecords(StorageUrl url) : StorageBackend(url)
{
    public override Task ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Directory.CreateDirectory(Url.Path);
        return Task.CompletedTask;
    }

    public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        var document = new ArrayBufferWriter<byte>();
        StoredRecordJson.Write(record, document);
        string file = FileOf(record.Key), temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        await using (FileStream stream = File.Create(temporary))
        {
            await stream.WriteAsync(document.WrittenMemory, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }

    public override async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string file = FileOf(key);
        return File.Exists(file) ? StoredRecordJson.Read(await File.ReadAllBytesAsync(file, cancellationToken)) : null;
    }

    // "Order" and "order" are two classes, also where file names ignore case: the name of the file is a hash of the name of the class.
    private string FileOf(RecordKey key) =>
        Path.Combine(Url.Path, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ClassName)))}-{key.Id:D}.json");
}

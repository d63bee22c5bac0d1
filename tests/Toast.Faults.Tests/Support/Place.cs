namespace Toast.Faults.Tests.Support;

/// <summary>An empty place for the records of one test, of one of the embedded stores, in a folder of its own.</summary>
internal sealed class Place : IDisposable
{
    public const string Sqlite = "sqlite";
    public const string File = "file";
    public const string Memory = "memory";

    private readonly string kind;
    private readonly string name = "toast-faults-" + Guid.NewGuid().ToString("N");

    public Place(string kind, string? folder = null)
    {
        this.kind = kind;
        Folder = folder ?? Path.Combine(Path.GetTempPath(), name);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    /// <summary>The file or folder the store itself makes.</summary>
    public string Store => Path.Combine(Folder, kind == Sqlite ? "records.db" : "records");

    public string Url => kind switch
    {
        Memory => $"memory://{name}",
        Sqlite => $"sqlite:///{Store}",
        _ => $"file://{Store}",
    };

    /// <summary>The file that holds one record of the file store.</summary>
    public string RecordFile(ExternalReference reference) =>
        Directory.GetFiles(Store, reference.Id.ToString("D") + ".json", SearchOption.AllDirectories).Single();

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

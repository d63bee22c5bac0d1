namespace Toast;

/// <summary>
/// Where things are in the folder of a file store: records in <c>class/xx/id.json</c>, <c>xx</c> being the last two digits of the id (the
/// first ones are a time and nearly all the same); everything else in <c>.toast</c>, which no class can be called.
/// </summary>
internal sealed class FolderLayout(string root)
{
    public const string RecordExtension = ".json";

    private readonly string own = Path.Combine(root, ".toast");

    public string Root => root;

    /// <summary>The folder of everything that is not a record.</summary>
    public string Own => own;

    /// <summary>The file that tells the folder of a store from an empty one, such as the mount point of a disk that is gone.</summary>
    public string Marker => Path.Combine(own, "store.json");

    public string Locks => Path.Combine(own, "locks");

    public string Temporary => Path.Combine(own, "tmp");

    public string Expiry => Path.Combine(own, "expires");

    public string Class(string className) => Path.Combine(root, ClassFolder.NameOf(className));

    public RecordPlace Record(RecordKey key) => Record(ClassFolder.NameOf(key.ClassName), key.Id);

    public RecordPlace Record(string classFolder, Guid id)
    {
        string name = id.ToString("D");
        string inClass = Path.Combine(root, classFolder);
        string folder = Path.Combine(inClass, name[^2..]);
        return new RecordPlace(classFolder, id, inClass, folder, Path.Combine(folder, name + RecordExtension));
    }

    public string TemporaryFile(int stripe, int number) => Path.Combine(Temporary, $"{stripe:x2}-{number}.tmp");

    public string LockFile(int stripe) => Path.Combine(Locks, $"{stripe:x2}.lock");
}

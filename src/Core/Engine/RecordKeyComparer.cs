namespace Toast.Engine;

/// <summary>Compares keys; hashes only the id, which alone tells nearly all records apart and costs no walk over the class name.</summary>
internal sealed class RecordKeyComparer : IEqualityComparer<RecordKey>
{
    public static RecordKeyComparer Instance { get; } = new();

    public bool Equals(RecordKey x, RecordKey y) => x.Id == y.Id && string.Equals(x.ClassName, y.ClassName, StringComparison.Ordinal);

    public int GetHashCode(RecordKey obj) => obj.Id.GetHashCode();
}

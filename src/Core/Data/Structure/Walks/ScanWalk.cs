namespace Toast.Data.Structure;

/// <summary>One look for the references in a JSON text.</summary>
internal sealed class ScanWalk : PathWalk
{
    // Depth limits are for new data; what is scanned may have been stored under a higher one.
    private const int HighestDepthLimit = 1_000;

    public ScanWalk(IReferenceSink sink, bool isPlainData)
    {
        Sink = sink;
        IsPlainData = isPlainData;
        Start(HighestDepthLimit);
    }

    public IReferenceSink Sink { get; }

    /// <summary>True for plain data from outside, where a child may stand whole in the place of its reference.</summary>
    public bool IsPlainData { get; }
}

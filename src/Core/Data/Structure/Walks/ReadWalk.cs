using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>One read. Readers always run over <see cref="Source"/>, so that parts can be cut out of it and read later.</summary>
internal sealed class ReadWalk : Walk
{
    /// <summary>The highest depth limit that can be set. Stored records stay readable when the limit is lowered, so they are read up to this.</summary>
    private const int HighestDepthLimit = 1_000;

    // Deeper than any limit that can be set; the limit itself is counted by the walk, which knows the path.
    private const int ReaderDepth = 2_000;

    [ThreadStatic]
    private static ReadWalk? idle;

    [ThreadStatic]
    private static ReadWalk? current;

    private ReadWalk? outer;

    /// <summary>The read under way on this thread, for converters that the JSON library calls.</summary>
    public static ReadWalk Current =>
        current ?? throw new InvalidOperationException("The options of a Toast codec read only inside a validate.");

    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = ReaderDepth };

    public ReadScope Scope { get; private set; } = null!;

    /// <summary>The text the reader runs over.</summary>
    public ReadOnlyMemory<byte> Source { get; private set; }

    /// <summary>Unknown members of the struct read last, for the object that holds the struct.</summary>
    public UnknownMembers? StructExtras { get; set; }

    public static ReadWalk Begin(ReadOnlyMemory<byte> source, ReadScope scope)
    {
        ReadWalk walk = idle ?? new ReadWalk();
        idle = null;
        walk.outer = current;
        current = walk;
        walk.Scope = scope;
        walk.Source = source;
        walk.Start(scope.FromStore ? HighestDepthLimit : scope.Limits.MaxDepth);
        return walk;
    }

    public void End()
    {
        current = outer;
        outer = null;
        Scope = null!;
        Source = default;
        StructExtras = null;
        Forget();
        idle = this;
    }

    /// <summary>Makes another text the source, such as a part of the present one, and returns the present one for the way back.</summary>
    public ReadOnlyMemory<byte> Exchange(ReadOnlyMemory<byte> source)
    {
        ReadOnlyMemory<byte> before = Source;
        Source = source;
        return before;
    }
}

namespace Toast.Faults.Tests.Models;

/// <summary>A model for large content.</summary>
[External("main")]
public sealed record Document
{
    public string Text { get; init; } = "";

    public float[] Vector { get; init; } = [];

    public List<int> Items { get; init; } = [];

    public List<string> Words { get; init; } = [];
}

/// <summary>A model that nests as deep as asked: each branch is one level.</summary>
[External("main")]
public sealed class Tree
{
    public Branch? Down { get; init; }

    public static Tree OfDepth(int levels)
    {
        Branch? branch = null;
        for (int i = 1; i < levels; i++)
        {
            branch = new Branch { Down = branch };
        }

        return new Tree { Down = branch };
    }

    public int Depth()
    {
        int depth = 1;
        for (Branch? branch = Down; branch is not null; branch = branch.Down)
        {
            depth++;
        }

        return depth;
    }
}

public sealed class Branch
{
    public Branch? Down { get; init; }
}

/// <summary>Like <see cref="Tree"/>, with an older schema version to come from.</summary>
[External("main", Name = "Tree", SchemaVersion = 2)]
public sealed class GrownTree
{
    public Branch? Down { get; init; }
}

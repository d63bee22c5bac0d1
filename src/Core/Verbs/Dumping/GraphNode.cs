using Toast.Registry;

namespace Toast.Verbs.Dumping;

/// <summary>One model instance of a graph that is dumped together.</summary>
internal sealed class GraphNode(object model, ModelInfo info, Identity identity)
{
    public object Model { get; } = model;

    public ModelInfo Info { get; } = info;

    public Identity Identity { get; } = identity;

    /// <summary>Children of members whose type is a model: loaded with their parent, so they may not form a circle.</summary>
    public List<(GraphNode Child, Func<string> Path)> Eager { get; } = [];

    /// <summary>Values held by typed references: loaded when asked, so they may form circles.</summary>
    public List<GraphNode> Lazy { get; } = [];

    public ExternalReference Reference { get; set; } = null!;

    /// <summary>The number of eager records below and including this one; 0 while not known.</summary>
    public int Height { get; set; }

    /// <summary>When the node is written: after all nodes of lower levels.</summary>
    public int Level { get; set; }

    public PreparedDump? Prepared { get; set; }
}

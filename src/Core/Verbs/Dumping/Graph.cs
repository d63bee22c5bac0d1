using Toast.Data;
using Toast.Registry;

namespace Toast.Verbs.Dumping;

/// <summary>
/// Everything that one dump reaches through members: found without recursion over records (a linked list may be long), every instance once,
/// with all ids given before anything is written.
/// </summary>
internal sealed class Graph : WriteScope, IChildVisitor
{
    private readonly Dictionary<object, GraphNode> nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<GraphNode> unvisited = new();
    private readonly ModelRegistry models;
    private GraphNode current = null!;

    private Graph(ModelRegistry models, JsonLimits limits)
        : base(limits) => this.models = models;

    public GraphNode Root { get; private set; } = null!;

    public IEnumerable<GraphNode> Nodes => nodes.Values;

    public static Graph From(object root, ModelInfo info, ModelRegistry models, JsonLimits limits)
    {
        var graph = new Graph(models, limits);
        graph.Root = graph.Add(root, info);
        while (graph.unvisited.TryDequeue(out GraphNode? node))
        {
            graph.Visit(node);
        }

        GraphOrder.CheckEager(graph.Nodes, limits.MaxDepth);
        GraphOrder.SetLevels(graph.Root);
        return graph;
    }

    /// <summary>Gives every node its reference, the root a given one if there is one.</summary>
    public void AssignReferences(ExternalReference rootReference, TimeProvider time)
    {
        foreach (GraphNode node in nodes.Values)
        {
            node.Reference = node == Root ? rootReference : node.Info.ReferenceOf(node.Identity.ReserveId(time));
        }
    }

    public override ExternalReference ReferenceOf(object child) => nodes[child].Reference;

    public override ExternalReference ReferenceOf(IExternalLink link) => link.Value is { } value ? nodes[value].Reference : link.Reference!;

    public void Eager(object child, Type declaredType, Func<string> path)
    {
        GraphNode parent = current;
        parent.Eager.Add((Add(child, models.Get(child.GetType())), path));
    }

    public void Lazy(IExternalLink external, Func<string> path)
    {
        if (external.Value is { } value)
        {
            current.Lazy.Add(Add(value, models.Get(value.GetType())));
        }
    }

    private GraphNode Add(object model, ModelInfo info)
    {
        if (!nodes.TryGetValue(model, out GraphNode? node))
        {
            node = new GraphNode(model, info, Identities.Of(model));
            nodes.Add(model, node);
            unvisited.Enqueue(node);
        }

        return node;
    }

    private void Visit(GraphNode node)
    {
        if (!node.Info.Codec.HasChildren)
        {
            return;
        }

        current = node;
        try
        {
            node.Info.Codec.VisitChildren(node.Model, this, this);
        }
        catch (DataFault fault)
        {
            throw DataErrors.Dump(fault, node.Info.ClassName);
        }
    }
}

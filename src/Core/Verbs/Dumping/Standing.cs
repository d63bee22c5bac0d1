using Toast.Data;
using Toast.Registry;

namespace Toast.Verbs.Dumping;

/// <summary>How an instance stands to its record, as far as this process knows.</summary>
/// <param name="Bound">The record it belongs to, or null if it was neither dumped nor restored.</param>
/// <param name="IsStored">True if a dump of it and its children would store only what was last read or written.</param>
/// <param name="IsAlone">True if it has no children that are loaded with it, so that its record says everything about it.</param>
internal sealed record Standing(Binding? Bound, bool IsStored, bool IsAlone)
{
    public static Standing Of(object model, RuntimeContext context)
    {
        ModelInfo info = context.Models.Get(model.GetType());
        Graph graph = Graph.From(model, info, context.Models, context.Limits);
        Binding? bound = graph.Root.Identity.Bound;
        graph.AssignReferences(bound?.Reference ?? info.ReferenceOf(graph.Root.Identity.ReserveId(context.Time)), context.Time);
        Dumper.Prepare(graph);
        return new Standing(
            bound,
            graph.Nodes.All(node => node.Identity.Bound is { } known && ContentHash.AreSame(known.Content, node.Prepared!.Content)),
            graph.Root.Eager.Count == 0);
    }
}

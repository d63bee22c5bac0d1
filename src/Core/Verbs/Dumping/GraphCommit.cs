using Toast.Data;
using Toast.Engine;

namespace Toast.Verbs.Dumping;

/// <summary>Writes the children of a graph, deepest first, each level together. Children that did not change since they were loaded or dumped are left alone.</summary>
internal static class GraphCommit
{
    public static async Task WriteChildrenAsync(Graph graph, Deadline deadline, CancellationToken cancellationToken)
    {
        GraphNode[] changed = [.. graph.Nodes.Where(node => node != graph.Root && HasChanged(node))];
        int stored = 0;
        foreach (IGrouping<int, GraphNode> level in changed.GroupBy(node => node.Level).OrderBy(group => group.Key))
        {
            GraphNode[] nodes = [.. level];
            Task<Dumped>[] writes = Array.ConvertAll(
                nodes, node => Commit.RunAsync(node.Prepared!, null, null, deadline, cancellationToken).AsTask());
            try
            {
                await Task.WhenAll(writes).ConfigureAwait(false);
            }
            catch (ExternalStorageException)
            {
                int failed = Array.FindIndex(writes, write => write.IsFaulted);
                stored += writes.Count(write => write.IsCompletedSuccessfully);
                if (writes[failed].Exception!.InnerException is not ExternalStorageException cause)
                {
                    throw;
                }

                throw NameTheChild(cause, graph.Root, nodes[failed], stored, changed.Length);
            }

            stored += nodes.Length;
        }
    }

    private static bool HasChanged(GraphNode node) =>
        node.Identity.Bound is not { } bound || !ContentHash.AreSame(bound.Content, node.Prepared!.Content);

    private static ExternalStorageException NameTheChild(
        ExternalStorageException cause, GraphNode root, GraphNode failed, int stored, int total)
    {
        string message =
            $"{root.Info.ClassName} was not dumped, because its child {failed.Reference} could not be stored: {cause.Message} "
            + $"Of {total} new or changed children {stored} were stored; the parent was not. Repeating the dump completes it with the same ids.";
        return Restated.As(cause, message, className: failed.Reference.ClassName, id: failed.Reference.Id);
    }
}

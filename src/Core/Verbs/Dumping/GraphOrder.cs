namespace Toast.Verbs.Dumping;

/// <summary>In which order a graph is written: children first. Walks without recursion, since typed references may form long chains.</summary>
internal static class GraphOrder
{
    private const int Open = -1;

    /// <summary>Refuses circles of eager children and chains longer than the limit: loading them would never end, or reach too deep.</summary>
    public static void CheckEager(IEnumerable<GraphNode> nodes, int maxDepth)
    {
        var path = new Stack<(GraphNode Node, int Next)>();
        foreach (GraphNode start in nodes)
        {
            if (start.Height != 0)
            {
                continue;
            }

            Enter(path, start);
            while (path.TryPop(out (GraphNode Node, int Next) step))
            {
                (GraphNode node, int next) = step;
                if (next < node.Eager.Count)
                {
                    path.Push((node, next + 1));
                    (GraphNode child, Func<string> memberPath) = node.Eager[next];
                    if (child.Height == Open)
                    {
                        throw Circle(node, child, memberPath());
                    }

                    if (child.Height == 0)
                    {
                        Enter(path, child);
                    }

                    continue;
                }

                node.Height = 1 + node.Eager.Select(edge => edge.Child.Height).DefaultIfEmpty(0).Max();
                if (node.Height > maxDepth)
                {
                    throw TooDeep(node, maxDepth);
                }
            }
        }
    }

    /// <summary>
    /// Sets the levels so that every node comes after what it refers to; where typed references form a circle, one of them must point ahead.
    /// The root comes last.
    /// </summary>
    public static void SetLevels(GraphNode root)
    {
        var path = new Stack<(GraphNode Node, int Next)>();
        var done = new HashSet<GraphNode>();
        var entered = new HashSet<GraphNode> { root };
        path.Push((root, 0));
        int highest = 0;
        while (path.TryPop(out (GraphNode Node, int Next) step))
        {
            (GraphNode node, int next) = step;
            if (next < node.Eager.Count + node.Lazy.Count)
            {
                path.Push((node, next + 1));
                GraphNode child = ChildAt(node, next);
                if (entered.Add(child))
                {
                    path.Push((child, 0));
                }

                continue;
            }

            for (int i = 0; i < node.Eager.Count + node.Lazy.Count; i++)
            {
                GraphNode child = ChildAt(node, i);
                node.Level = done.Contains(child) ? Math.Max(node.Level, child.Level + 1) : node.Level;
            }

            done.Add(node);
            highest = Math.Max(highest, node.Level);
        }

        root.Level = highest + 1;
    }

    private static GraphNode ChildAt(GraphNode node, int index) =>
        index < node.Eager.Count ? node.Eager[index].Child : node.Lazy[index - node.Eager.Count];

    private static void Enter(Stack<(GraphNode Node, int Next)> path, GraphNode node)
    {
        node.Height = Open;
        path.Push((node, 0));
    }

    private static StorageValidationException Circle(GraphNode parent, GraphNode child, string memberPath) => new(
        ErrorCodes.Cycle,
        $"{parent.Info.ClassName} cannot be dumped; nothing was sent: {memberPath} leads back to the same {child.Info.ClassName}, so that loading it would "
        + $"never end. Make one member of the circle an External<{child.Info.Type.Name}>, which is loaded when asked.")
    {
        ClassName = parent.Info.ClassName,
        MemberPath = memberPath,
        MemberPaths = [memberPath],
    };

    private static StorageValidationException TooDeep(GraphNode node, int maxDepth) => new(
        ErrorCodes.TooDeep,
        $"{node.Info.ClassName} cannot be dumped; nothing was sent: its chain of children is more than {maxDepth} records deep. "
        + "Make a member of the chain an External<T>, which is loaded when asked.")
    {
        ClassName = node.Info.ClassName,
        Expected = $"at most {maxDepth} records",
        Actual = $"{node.Height} records",
    };
}

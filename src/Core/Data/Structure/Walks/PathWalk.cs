namespace Toast.Data.Structure;

/// <summary>A walk that reports places, and so keeps the path it is on.</summary>
internal abstract class PathWalk : Walk
{
    private PathNode node = new(null, null, -1);

    /// <summary>Gives the text of the present place, whenever it is called.</summary>
    public Func<string> Path => node.Text;

    public void Down(string member) => node = new PathNode(node, member, -1);

    public void Down(int index) => node = new PathNode(node, null, index);

    public void Up() => node = node.Parent!;
}

namespace Toast.Cluster.Tests.Models;

[External(Name = "Link")]
public sealed class Link : IExternal
{
    public string Text { get; set; } = "";

    public External<Link>? Next { get; set; }
}

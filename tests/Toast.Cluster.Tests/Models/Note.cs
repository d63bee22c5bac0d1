namespace Toast.Cluster.Tests.Models;

[External(Name = "Note")]
public sealed class Note : IExternal
{
    public string Text { get; set; } = "";
}

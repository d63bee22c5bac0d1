namespace Toast.Cluster.Tests.Models;

[External("postgresql://somebody:secret-word@somewhere.example/shop", Name = "UrlNote")]
public sealed class UrlNote : IExternal
{
    public string Text { get; set; } = "";
}

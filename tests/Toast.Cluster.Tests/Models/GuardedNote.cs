namespace Toast.Cluster.Tests.Models;

[External(Name = "GuardedNote", Concurrency = ConcurrencyMode.Optimistic)]
public sealed class GuardedNote : IExternal
{
    public string Text { get; set; } = "";
}

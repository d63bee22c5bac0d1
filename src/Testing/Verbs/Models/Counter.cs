namespace Toast.Testing.Models;

[External]
internal sealed class Counter
{
    public int Value { get; set; }
}

[External(Concurrency = ConcurrencyMode.Optimistic)]
internal sealed class GuardedCounter
{
    public int Value { get; set; }
}

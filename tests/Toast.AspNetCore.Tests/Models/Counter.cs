namespace Toast.AspNetCore.Tests;

/// <summary>A model that is changed in place, and whose lost updates are noticed.</summary>
[External(Concurrency = ConcurrencyMode.Optimistic)]
public sealed class Counter
{
    public int Value { get; set; }
}

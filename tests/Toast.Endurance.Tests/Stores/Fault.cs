namespace Toast.Endurance.Tests.Stores;

/// <summary>Something that happens to a store. When the call ends, the store is whole again.</summary>
/// <param name="Name">For the report.</param>
/// <param name="RunAsync">Makes it happen.</param>
internal sealed record Fault(string Name, Func<Random, Task> RunAsync);

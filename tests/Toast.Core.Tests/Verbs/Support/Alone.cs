namespace Toast.Core.Tests.Verbs;

/// <summary>Tests that look at, or set, what belongs to the whole process; they run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

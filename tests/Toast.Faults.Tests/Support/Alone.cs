namespace Toast.Faults.Tests.Support;

/// <summary>Tests that measure the whole process or listen to all of it: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

namespace Toast.Cluster.Tests.Chaos;

/// <summary>A load that keeps the machine busy: nothing else of this project runs beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

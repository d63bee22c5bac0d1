namespace Toast.Cluster.Tests.Fixture;

/// <summary>What somebody's app might store.</summary>
[External]
public sealed record Tea(string Name, int Cups);

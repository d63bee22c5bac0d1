namespace Toast.Endurance.Tests.History;

/// <summary>
/// Where in the life of a record a state stands. A record that is deleted and made again has several lives, whose versions each start at 1; the
/// creation time tells them apart.
/// </summary>
/// <param name="Life">The creation time in ticks.</param>
/// <param name="Version">The version, from 1.</param>
internal readonly record struct Place(long Life, long Version)
{
    public override string ToString() => $"version {Version} of life {Life}";
}

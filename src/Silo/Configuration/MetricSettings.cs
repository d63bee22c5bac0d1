namespace Toast.Silo;

/// <summary>What <c>/metrics</c> shows: section <c>Toast:Metrics</c>.</summary>
/// <param name="Meters">Meters besides those of Toast, ASP.NET Core and the runtime, such as <c>Microsoft.Orleans</c>.</param>
internal sealed record MetricSettings(IReadOnlyList<string> Meters)
{
    public static MetricSettings Read(SettingsReader reader)
    {
        var settings = new MetricSettings(reader.List(nameof(Meters)));
        reader.RefuseOthers();
        return settings;
    }
}

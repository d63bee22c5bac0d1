using System.Globalization;

namespace Toast.AspNetCore;

/// <summary>Tags in the order in which some place of the code gives them, with the series they stand for; a list of those whose hashes are equal.</summary>
internal sealed class TagSet(KeyValuePair<string, object?>[] tags, MetricSeries series)
{
    public MetricSeries Series => series;

    public TagSet? Next { get; private init; }

    public static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = new HashCode();
        foreach ((_, object? value) in tags)
        {
            // The names are nearly always the same ones.
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The labels as Prometheus reads them, by name; a tag without a value is none.</summary>
    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(
        ',',
        tags.ToArray().Where(tag => tag.Value is not null)
            .Select(tag => (Name: MetricName.Clean(tag.Key), tag.Value))
            .DistinctBy(tag => tag.Name)
            .OrderBy(tag => tag.Name, StringComparer.Ordinal)
            .Select(tag => $"{tag.Name}=\"{Escape(Text(tag.Value!))}\""));

    public TagSet Before(TagSet next) => new(tags, series) { Next = next };

    public bool Is(ReadOnlySpan<KeyValuePair<string, object?>> others)
    {
        if (others.Length != tags.Length)
        {
            return false;
        }

        for (int i = 0; i < tags.Length; i++)
        {
            if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private static string Text(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}

using System.Globalization;

namespace Toast.Grains.Storage;

/// <summary>
/// The ETag of a state: the version of its record and when that was first written, so that a record that was deleted and made again does not pass for the
/// earlier one. As text: <c>version@microseconds since 1970</c>.
/// </summary>
internal readonly record struct GrainETag(long Version, DateTimeOffset Created)
{
    private const char Separator = '@';

    /// <summary>What a write or a clear with this ETag expects of the store.</summary>
    public SaveCondition Condition => SaveCondition.VersionIs(Version, Created);

    /// <summary>Reads an ETag; null if it is none of this storage's.</summary>
    public static GrainETag? Parse(string text)
    {
        int separator = text.IndexOf(Separator, StringComparison.Ordinal);
        return separator > 0
            && long.TryParse(text.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            && long.TryParse(text.AsSpan(separator + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long microseconds)
            && version > 0
            && Math.Abs(microseconds) <= DateTimeOffset.MaxValue.UtcTicks / TimeSpan.TicksPerMicrosecond
            && DateTimeOffset.UnixEpoch.UtcTicks + (microseconds * TimeSpan.TicksPerMicrosecond) is >= 0 and var ticks
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
                ? new GrainETag(version, new DateTimeOffset(ticks, TimeSpan.Zero))
                : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Version}{Separator}{(Created.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond}");
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Toast.AspNetCore;

/// <summary>What a request says about its write in headers of Toast's own.</summary>
internal static class WriteHeaders
{
    public const string TimeToLive = "Toast-TTL";

    public const string SchemaVersion = "Toast-Schema-Version";

    private const decimal ShortestSeconds = 0.001m;

    // Long before the end of the calendar; a year has 31.6 million seconds.
    private const decimal LongestSeconds = 100_000_000_000m;

    public static RecordWriteOptions Read(HttpRequest request) =>
        new() { TimeToLive = ReadTimeToLive(request), SchemaVersion = ReadSchemaVersion(request) };

    private static TimeSpan? ReadTimeToLive(HttpRequest request)
    {
        StringValues values = request.Headers[TimeToLive];
        if (values.Count == 0)
        {
            return null;
        }

        return values.Count == 1
            && decimal.TryParse(values[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            && seconds is >= ShortestSeconds and <= LongestSeconds
                ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
                : throw RequestFault.Invalid($"{TimeToLive} is not a number of seconds from 0.001 to 100000000000. Write it as 60 or 0.5.");
    }

    private static int ReadSchemaVersion(HttpRequest request)
    {
        StringValues values = request.Headers[SchemaVersion];
        if (values.Count == 0)
        {
            return 1;
        }

        return values.Count == 1
            && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            && version >= 1
                ? version
                : throw RequestFault.Invalid($"{SchemaVersion} is not a whole number from 1 to {int.MaxValue}. Write it as 1.");
    }
}

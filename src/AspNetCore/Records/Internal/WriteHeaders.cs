using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Toast.AspNetCore;

/// <summary>What a request says about its write in headers of Toast's own.</summary>
internal static class WriteHeaders
{
    public const string TimeToLive = "Toast-TTL";

    public const string SchemaVersion = "Toast-Schema-Version";

    // Keeps the conversion from overflowing; the rule itself is the engine's.
    private const decimal MostSeconds = 1_000_000_000_000m / 4;

    private static readonly RecordWriteOptions Usual = new() { HandsOver = true };

    /// <summary>The options of a write whose body nobody else has.</summary>
    public static RecordWriteOptions Read(HttpRequest request)
    {
        TimeSpan? timeToLive = ReadTimeToLive(request);
        int schemaVersion = ReadSchemaVersion(request);
        return timeToLive is null && schemaVersion == Usual.SchemaVersion ? Usual : Usual with { TimeToLive = timeToLive, SchemaVersion = schemaVersion };
    }

    private static TimeSpan? ReadTimeToLive(HttpRequest request)
    {
        StringValues values = request.Headers[TimeToLive];
        if (values.Count == 0)
        {
            return null;
        }

        return values.Count == 1
            && decimal.TryParse(values[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            && seconds <= MostSeconds
            && TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) is var lifetime
            && Lifetime.IsValid(lifetime)
                ? lifetime
                : throw RequestFault.Invalid($"{TimeToLive} is not a number of seconds, {Lifetime.Description}. Write it as 60 or 0.5.");
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

using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>
/// Answers with sums since the server has started, and the time of its clock. The page makes rates of two answers, so that nothing is kept here for those who
/// look.
/// </summary>
internal sealed class TrafficHandler(Traffic traffic, TimeProvider time)
{
    private readonly long started = time.GetTimestamp();

    public Task AnswerAsync(HttpContext context, ApiKey key)
    {
        Traffic.ClassTraffic sum = traffic.Sum(key);
        return MomentAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("seconds"u8, time.GetElapsedTime(started).TotalSeconds);
            json.WriteStartArray("bounds"u8);
            foreach (double bound in Tally.Bounds)
            {
                json.WriteNumberValue(bound);
            }

            json.WriteEndArray();
            Write(json, "reads", sum.Reads);
            Write(json, "writes", sum.Writes);
            json.WriteStartArray("stores"u8);
            foreach ((string store, Tally tally) in traffic.Stores)
            {
                json.WriteStartObject();
                json.WriteString("store"u8, store);
                tally.Write(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, string name, Tally tally)
    {
        json.WriteStartObject(name);
        tally.Write(json);
        json.WriteEndObject();
    }
}

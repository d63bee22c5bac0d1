using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>Answers with the stores: how they are, and which classes they hold, as far as the key of the caller opens them.</summary>
internal sealed class OverviewHandler(StoreProbe probe, Census census, TimeProvider time)
{
    public async Task AnswerAsync(HttpContext context, ApiKey key)
    {
        IToast toast = context.RequestServices.GetRequiredService<IToast>();
        Task<IReadOnlyList<StoreHealth>> probing = probe.AskAsync(toast);
        Census.Result? counts = await census.AskAsync(toast, context.RequestAborted).ConfigureAwait(false);
        IReadOnlyList<StoreHealth> stores = await probing.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        await MomentAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("time"u8, time.GetUtcNow().UtcDateTime);
            json.WriteBoolean("all_classes"u8, key.Classes is null);
            json.WriteStartArray("stores"u8);
            foreach (StoreHealth store in stores)
            {
                json.WriteStartObject();
                WriteHealth(json, store);
                WriteCounts(json, store.Store, counts, key);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static void WriteHealth(Utf8JsonWriter json, StoreHealth store)
    {
        json.WriteString("store"u8, store.Store);
        json.WriteString("status"u8, store.IsUp ? "up"u8 : "down"u8);
        if (store.Code is { } code)
        {
            json.WriteString("code"u8, code);
        }

        json.WriteStartObject("settings"u8);
        foreach ((string name, string value) in store.Settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartArray("warnings"u8);
        foreach (string warning in store.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, string store, Census.Result? counts, ApiKey key)
    {
        if (counts?.Stores.FirstOrDefault(counted => counted.Store == store) is not { } found)
        {
            return;
        }

        json.WriteStartObject("counts"u8);
        json.WriteString("counted"u8, counts.Counted.UtcDateTime);
        json.WriteBoolean("complete"u8, found.IsComplete);
        if (found.Code is { } code)
        {
            json.WriteString("code"u8, code);
        }

        WriteClasses(json, "classes", found.Classes, key);
        WriteClasses(json, "unreachable", found.Unreachable, key);
        json.WriteEndObject();
    }

    private static void WriteClasses(Utf8JsonWriter json, string name, IReadOnlyList<ClassCount> classes, ApiKey key)
    {
        json.WriteStartArray(name);
        foreach (ClassCount count in classes.Where(count => key.Opens(count.ClassName)))
        {
            json.WriteStartObject();
            json.WriteString("class_name"u8, count.ClassName);
            json.WriteNumber("records"u8, count.Records);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

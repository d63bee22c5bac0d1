using System.Diagnostics;

namespace Toast;

/// <summary>Where an operation on a store comes from: below the span of its caller if it serves one, else linked to those of its callers.</summary>
/// <param name="Parent">The span of the only caller.</param>
/// <param name="Links">The spans of several callers.</param>
internal readonly record struct CallOrigin(ActivityContext Parent, IReadOnlyList<ActivityLink>? Links = null)
{
    /// <summary>Collectors keep no more links of a span unless they are told to.</summary>
    private const int MaxLinks = 128;

    /// <summary>The span that is current here, if any.</summary>
    public static CallOrigin Current => ToastTelemetry.Source.HasListeners() ? new CallOrigin(Activity.Current?.Context ?? default) : default;

    /// <summary>The origin of an operation that serves the callers of several items.</summary>
    /// <param name="items">What the operation is about.</param>
    /// <param name="spanOf">Gives the span of an item's caller; null while nobody listened.</param>
    public static CallOrigin Of<T>(List<T> items, Func<T, Activity?> spanOf)
    {
        if (!ToastTelemetry.Source.HasListeners())
        {
            return default;
        }

        if (items.Count == 1)
        {
            return new CallOrigin(spanOf(items[0])?.Context ?? default);
        }

        var links = new List<ActivityLink>();
        for (int i = 0; i < items.Count && links.Count < MaxLinks; i++)
        {
            if (spanOf(items[i]) is { } span)
            {
                links.Add(new ActivityLink(span.Context));
            }
        }

        return new CallOrigin(default, links);
    }
}

using System.Collections;

namespace Toast.Engine;

/// <summary>
/// What a storage URL keeps to itself (user name, password, option values), to find it again in what backends and drivers throw: driver exceptions
/// are known to carry connection strings. Texts are compared as they are and percent-encoded; a driver that encodes a secret in some other way, or
/// keeps it in a property of its own exception type that its texts do not show, goes undetected.
/// </summary>
internal sealed class UrlSecrets
{
    /// <summary>Shorter user names and option values, such as "app", "5000" or "false", are no secrets, and would be found in every other text.</summary>
    private const int ShortestValue = 6;

    private const string Hidden = "***";

    private readonly string[] secrets;

    private UrlSecrets(string[] secrets) => this.secrets = secrets;

    public static UrlSecrets Of(StorageUrl url)
    {
        // A user named like the database, which is shown anyway, is not worth garbling each text in which the database is named.
        string shown = url.ToString();
        IEnumerable<string?> values = url.OptionNames.Select(url.GetOption).Append(url.Credential?.RevealUserName())
            .Where(value => value is { Length: >= ShortestValue } && !shown.Contains(value, StringComparison.Ordinal))
            .Append(url.Credential?.RevealPassword());

        // The longest first, so that no piece of one is left when another is part of it.
        return new UrlSecrets([.. values
            .OfType<string>().Where(value => value.Length > 0).SelectMany(value => new[] { value, Uri.EscapeDataString(value) })
            .Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length)]);
    }

    /// <summary>The failure itself if it holds no secret, else the same failure without them.</summary>
    public Exception Clear(Exception failure) =>
        !IsIn(failure) ? failure
        : failure is ExternalStorageException known ? Clear(known)
        : Redact(failure);

    private ExternalStorageException Clear(ExternalStorageException known) =>
        Restated.Without(known, Hide(known.Message), known.Store is { } store ? Hide(store) : null, known.InnerException is { } inner ? Redact(inner) : null);

    private RedactedException Redact(Exception failure) => new(
        Hide($"{failure.GetType().Name}: {failure.Message}"), Hide(failure.ToString()), failure.StackTrace is { } trace ? Hide(trace) : null);

    private bool IsIn(Exception failure) => secrets.Length > 0 && (IsIn(failure.ToString()) || IsInData(failure));

    private bool IsInData(Exception failure)
    {
        foreach (DictionaryEntry entry in failure.Data)
        {
            if (IsIn(entry.Key.ToString()) || IsIn(entry.Value?.ToString()))
            {
                return true;
            }
        }

        return failure is AggregateException several
            ? several.InnerExceptions.Any(IsInData)
            : failure.InnerException is { } inner && IsInData(inner);
    }

    private bool IsIn(string? text) => text is not null && secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));

    private string Hide(string text)
    {
        foreach (string secret in secrets)
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        }

        return text;
    }
}

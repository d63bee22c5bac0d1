using System.Collections;
using System.Text.Json;

namespace Toast.Faults.Tests.Secrets;

/// <summary>Secrets that stand nowhere else, and a search for them in whatever came out. None is of hexadecimal digits alone: an id holds any four of them by chance.</summary>
internal static class Planted
{
    public const string User = "planted-user-91c4";
    public const string Password = "planted pässword@:/#?%&= 7q3z";
    public const string Token = "planted-token-55e0";
    public const string KeyFile = "/planted/key-1w2k.pem";
    public const string Variable = "planted$variable-c0de";
    public const string MemberValue = "planted-value-aa17";
    public const string VariableName = "TOAST_FAULTS_PLANTED";

    /// <summary>A URL with a secret in every place that can hold one.</summary>
    public static string Url(string scheme = "vault") =>
        $"{scheme}://{User}:{Uri.EscapeDataString(Password)}@store.example:1234/shelf?token={Token}&sslkey={Uri.EscapeDataString(KeyFile)}"
        + $"&passphrase=${{{VariableName}}}";

    /// <summary>How a driver would quote what it was given.</summary>
    public static string ConnectionString { get; } = $"Host=store.example;User={User};Password={Password};Key={KeyFile};Phrase={Variable};Token={Token}";

    public static IEnumerable<string> UrlSecrets { get; } =
        [User, Password, Uri.EscapeDataString(Password), "7q3z", Token, KeyFile, Uri.EscapeDataString(KeyFile), "1w2k", Variable];

    /// <summary>Fails if a secret stands in a text.</summary>
    public static void AssertAbsent(string? text, params IEnumerable<string> more) =>
        Assert.DoesNotContain(UrlSecrets.Append(MemberValue).Concat(more), secret => text?.Contains(secret, StringComparison.Ordinal) == true);

    /// <summary>Everything an exception gives away: message, text, data and properties, inner exceptions included.</summary>
    public static string Everything(Exception exception)
    {
        IEnumerable<string?> own =
        [
            exception.Message, exception.ToString(), exception.Source, exception.HelpLink, exception.StackTrace,
            .. exception.Data.Cast<DictionaryEntry>().Select(entry => $"{entry.Key} {entry.Value}"),
            .. exception is ExternalStorageException known ? [known.Store, known.ClassName, known.Code] : Array.Empty<string?>(),
            .. exception is StorageValidationException invalid
                ? [invalid.MemberPath, invalid.Expected, invalid.Actual, .. invalid.MemberPaths]
                : Array.Empty<string?>(),
        ];
        IEnumerable<Exception> inner = exception is AggregateException several ? several.InnerExceptions
            : exception.InnerException is { } one ? [one] : [];
        return string.Join('\n', own.Concat(inner.Select(Everything)));
    }

    /// <summary>What a printed configuration would show.</summary>
    public static string Printed(object value) => $"{value} {JsonSerializer.Serialize(value)}";
}

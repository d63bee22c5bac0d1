using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Toast;

/// <summary>The text forms of references and their ids.</summary>
internal static class ReferenceText
{
    public const string ClassNameKey = "class_name";

    public const string IdKey = "id";

    private const string UrnPrefix = "urn:uuid:";

    /// <summary>How long the JSON of a reference is besides its class name.</summary>
    private static readonly int JsonFrame = ToJson(new ExternalReference("A", Guid.Empty)).Length - 1;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>
    /// Reads an id: the 36-character dashed form alone, in braces or after <c>urn:uuid:</c> (RFC 9562, section 4), or 32 hexadecimal digits; in
    /// any case. Nothing else: the general parser of .NET would also take white space, signs and 0x groups.
    /// </summary>
    public static bool TryParseId(ReadOnlySpan<char> text, out Guid id)
    {
        id = default;
        if (text.Length == 38 && text[0] == '{' && text[^1] == '}')
        {
            text = text[1..^1];
        }
        else if (text.Length == UrnPrefix.Length + 36 && text.StartsWith(UrnPrefix, StringComparison.OrdinalIgnoreCase))
        {
            text = text[UrnPrefix.Length..];
        }

        return text.Length switch
        {
            36 => HasOnlyHexAndDashes(text) && Guid.TryParseExact(text, "D", out id),
            32 => !text.ContainsAnyExcept(HexDigits) && Guid.TryParseExact(text, "N", out id),
            _ => false,
        };
    }

    // Well-formed class names and ids hold nothing that JSON escapes.
    public static string ToJson(ExternalReference reference) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"class_name":"{{reference.ClassName}}","id":"{{reference.Id:D}}"}""");

    /// <summary>The same as UTF-8 bytes.</summary>
    public static byte[] ToUtf8Json(ExternalReference reference)
    {
        // Both are ASCII: a byte for each character.
        byte[] json = new byte[JsonFrame + reference.ClassName.Length];
        Utf8.TryWrite(json, CultureInfo.InvariantCulture, $$"""{"class_name":"{{reference.ClassName}}","id":"{{reference.Id:D}}"}""", out _);
        return json;
    }

    public static StorageValidationException NotAReference(ReadOnlySpan<char> text) =>
        new(
            ErrorCodes.InvalidReference,
            $"'{HostileText.Show(text.Length > 300 ? text[..300].ToString() : text.ToString())}' is not a reference. "
            + "Write it as ClassName/uuid, such as UserProfile/550e8400-e29b-41d4-a716-446655440000.")
        {
            Expected = "ClassName/uuid",
        };

    private static bool HasOnlyHexAndDashes(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool dash = i is 8 or 13 or 18 or 23;
            if (dash ? text[i] != '-' : !char.IsAsciiHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Text;

namespace Toast.Verbs;

/// <summary>Encodes text that came from outside, refusing what is not valid Unicode instead of replacing it.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Encode(string text, string className)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            // The exception itself would quote the text around the place.
            throw new StorageValidationException(
                ErrorCodes.InvalidJson,
                $"The text for {className} has half a surrogate pair at position {e.Index}, so that it is not valid Unicode. Pass the text as it was received.");
        }
    }
}

using System.Text;
using Toast.Data;
using Toast.Data.Guard;

namespace Toast.Verbs;

/// <summary>Encodes text that came from outside, refusing what is not valid Unicode instead of replacing it.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Encode(string text, string className, JsonLimits limits)
    {
        // Counted first: a text far over the limit must not be copied only to be refused.
        int length = text.Length > limits.MaxRecordBytes ? text.Length : Encoding.UTF8.GetByteCount(text);
        if (length > limits.MaxRecordBytes)
        {
            throw DataErrors.PlainData(JsonFaults.TooLarge(length, limits.MaxRecordBytes), className);
        }

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

using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Integers of fixed size. Only numbers without fraction and exponent are integers: 1.0 and 1e2 are refused.</summary>
internal sealed class IntegerConverter<T>(NumberText text) : JsonConverter<T>
    where T : struct, IBinaryInteger<T>
{
    /// <summary>Sign and 39 digits of the longest type, and two quotation marks.</summary>
    private const int MaxLength = 42;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ReadOnlySpan<byte> token = text.Token(reader, typeof(T).Name);
        return NumberText.IsInteger(token) && T.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw ScalarFault.NumberDoesNotFit(typeof(T).Name);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Span<byte> quoted = stackalloc byte[MaxLength];
        value.TryFormat(quoted[1..], out int length, default, CultureInfo.InvariantCulture);
        text.Write(writer, quoted[..(length + 2)]);
    }
}

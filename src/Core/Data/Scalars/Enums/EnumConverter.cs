using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>
/// Enums by declared name, exact in case. What has no name stands as a number and comes back as that number. Text that is no name is
/// refused, never taken for zero; that includes numbers in text.
/// </summary>
internal sealed class EnumConverter<TEnum, TNumber> : JsonConverter<TEnum>
    where TEnum : struct, Enum
    where TNumber : struct, IBinaryInteger<TNumber>
{
    private readonly EnumNames<TNumber> names = new(typeof(TEnum));
    private readonly IntegerConverter<TNumber> numbers = new(default);

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        TNumber number = reader.TokenType switch
        {
            JsonTokenType.String => Parse(StringConverter.Read(reader, typeof(TEnum).Name)),
            JsonTokenType.Number => ReadNumber(ref reader, options),
            _ => throw ScalarFault.NotText(typeof(TEnum).Name, reader.TokenType),
        };
        return Unsafe.BitCast<TNumber, TEnum>(number);
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        TNumber number = Unsafe.BitCast<TEnum, TNumber>(value);
        if (names.NameOf(number) is { } name)
        {
            writer.WriteStringValue(name);
        }
        else
        {
            numbers.Write(writer, number, options);
        }
    }

    private TNumber ReadNumber(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        try
        {
            return numbers.Read(ref reader, typeof(TNumber), options);
        }
        catch (DataFault)
        {
            throw ScalarFault.NumberDoesNotFit(typeof(TEnum).Name);
        }
    }

    private TNumber Parse(string text)
    {
        if (names.TryGet(text, out TNumber number))
        {
            return number;
        }

        if (!names.IsFlags)
        {
            throw ScalarFault.TextDoesNotFit(typeof(TEnum).Name);
        }

        TNumber set = TNumber.Zero;
        foreach (Range part in text.AsSpan().Split(FlagSets<TNumber>.Separator))
        {
            set |= names.TryGet(text.AsSpan(part), out TNumber flag) ? flag : throw ScalarFault.TextDoesNotFit(typeof(TEnum).Name);
        }

        return set;
    }
}

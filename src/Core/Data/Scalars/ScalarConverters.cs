using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>
/// The converters of the types that are one JSON value. They are called with the reader on the value; null tokens of reference types are
/// the caller's. Every refusal is a <see cref="DataFault"/>.
/// </summary>
internal static class ScalarConverters
{
    /// <summary>The converter of a scalar type.</summary>
    /// <param name="type">The type; <see cref="Nullable{T}"/> is not a scalar here.</param>
    /// <param name="handling">The number handling of the member or type; null is strict: numbers are JSON numbers.</param>
    /// <returns>A <see cref="JsonConverter{T}"/> of exactly that type, or null if the type is no scalar.</returns>
    /// <exception cref="StorageValidationException">An enum has names that cannot be told apart.</exception>
    internal static JsonConverter? TryCreate(Type type, JsonNumberHandling? handling) =>
        Number(type, NumberText.From(handling)) ?? Text(type) ?? Date(type) ?? Bytes(type) ?? Json(type) ?? EnumConverters.TryCreate(type);

    private static JsonConverter? Number(Type type, NumberText text) => type switch
    {
        _ when type == typeof(sbyte) => new IntegerConverter<sbyte>(text),
        _ when type == typeof(byte) => new IntegerConverter<byte>(text),
        _ when type == typeof(short) => new IntegerConverter<short>(text),
        _ when type == typeof(ushort) => new IntegerConverter<ushort>(text),
        _ when type == typeof(int) => new IntegerConverter<int>(text),
        _ when type == typeof(uint) => new IntegerConverter<uint>(text),
        _ when type == typeof(long) => new IntegerConverter<long>(text),
        _ when type == typeof(ulong) => new IntegerConverter<ulong>(text),
        _ when type == typeof(Int128) => new IntegerConverter<Int128>(text),
        _ when type == typeof(UInt128) => new IntegerConverter<UInt128>(text),
        _ when type == typeof(BigInteger) => new BigIntegerConverter(text),
        _ when type == typeof(Half) => new FloatConverter<Half>(text),
        _ when type == typeof(float) => new FloatConverter<float>(text),
        _ when type == typeof(double) => new FloatConverter<double>(text),
        _ when type == typeof(decimal) => new DecimalConverter(text),
        _ => null,
    };

    private static JsonConverter? Text(Type type) => type switch
    {
        _ when type == typeof(bool) => new BooleanConverter(),
        _ when type == typeof(string) => new StringConverter(),
        _ when type == typeof(Guid) => new GuidConverter(),
        _ when type == typeof(char) => new CharConverter(),
        _ when type == typeof(Rune) => new RuneConverter(),
        _ when type == typeof(Uri) => new TextConverter<Uri>(UriText.Format, UriText.Parse),
        _ when type == typeof(Version) => new TextConverter<Version>(v => v.ToString(), NamedText.ParseVersion),
        _ when type == typeof(CultureInfo) => new TextConverter<CultureInfo>(c => c.Name, NamedText.ParseCulture),
        _ when type == typeof(IPAddress) => new TextConverter<IPAddress>(a => a.ToString(), AddressText.ParseAddress),
        _ when type == typeof(IPEndPoint) => new TextConverter<IPEndPoint>(e => e.ToString(), AddressText.ParseEndPoint),
        _ => null,
    };

    private static JsonConverter? Date(Type type) => type switch
    {
        _ when type == typeof(DateTime) => new DateTimeConverter(),
        _ when type == typeof(DateTimeOffset) => new DateTimeOffsetConverter(),
        _ when type == typeof(DateOnly) => new DateOnlyConverter(),
        _ when type == typeof(TimeOnly) => new TimeOnlyConverter(),
        _ when type == typeof(TimeSpan) => new TimeSpanConverter(),
        _ => null,
    };

    private static JsonConverter? Bytes(Type type) => type switch
    {
        _ when type == typeof(byte[]) => new ByteArrayConverter(),
        _ when type == typeof(Memory<byte>) => new MemoryConverter(),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemoryConverter(),
        _ => null,
    };

    private static JsonConverter? Json(Type type) => type switch
    {
        _ when type == typeof(JsonElement) => new JsonElementConverter(),
        _ when type == typeof(JsonDocument) => new JsonDocumentConverter(),
        _ when type == typeof(JsonNode) => new JsonNodeConverter<JsonNode>(),
        _ when type == typeof(JsonObject) => new JsonNodeConverter<JsonObject>(),
        _ when type == typeof(JsonArray) => new JsonNodeConverter<JsonArray>(),
        _ when type == typeof(JsonValue) => new JsonNodeConverter<JsonValue>(),
        _ => null,
    };
}

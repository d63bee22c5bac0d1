using System.Numerics;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>What the types of <see cref="ScalarConverters"/> look like in JSON.</summary>
internal static class ScalarDescriptions
{
    private static readonly Dictionary<Type, DataDescription> Known = new()
    {
        [typeof(bool)] = new(DataKind.Boolean),
        [typeof(sbyte)] = new(DataKind.Integer),
        [typeof(byte)] = new(DataKind.Integer),
        [typeof(short)] = new(DataKind.Integer),
        [typeof(ushort)] = new(DataKind.Integer),
        [typeof(int)] = new(DataKind.Integer) { Format = "int32" },
        [typeof(uint)] = new(DataKind.Integer),
        [typeof(long)] = new(DataKind.Integer) { Format = "int64" },
        [typeof(ulong)] = new(DataKind.Integer),
        [typeof(Int128)] = new(DataKind.Integer),
        [typeof(UInt128)] = new(DataKind.Integer),
        [typeof(BigInteger)] = new(DataKind.Integer),
        [typeof(decimal)] = new(DataKind.Number),

        // Not a number and the infinities stand as text.
        [typeof(Half)] = FloatingPoint(null),
        [typeof(float)] = FloatingPoint("float"),
        [typeof(double)] = FloatingPoint("double"),
        [typeof(Guid)] = new(DataKind.Text) { Format = "uuid" },
        [typeof(Uri)] = new(DataKind.Text) { Format = "uri-reference" },
        [typeof(DateTime)] = new(DataKind.Text) { Format = "date-time" },
        [typeof(DateTimeOffset)] = new(DataKind.Text) { Format = "date-time" },
        [typeof(DateOnly)] = new(DataKind.Text) { Format = "date" },
        [typeof(TimeOnly)] = new(DataKind.Text) { Format = "time" },
        [typeof(byte[])] = new(DataKind.Text) { Format = "byte" },
        [typeof(Memory<byte>)] = new(DataKind.Text) { Format = "byte" },
        [typeof(ReadOnlyMemory<byte>)] = new(DataKind.Text) { Format = "byte" },
    };

    /// <param name="type">The type.</param>
    /// <param name="isText">True if its values stand as text, also where they are numbers.</param>
    public static DataDescription Of(Type type, bool isText)
    {
        if (type.IsEnum)
        {
            bool isSet = type.IsDefined(typeof(FlagsAttribute), inherit: false);
            return new DataDescription(DataKind.Text) { Texts = isSet ? [] : [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(NameOf)] };
        }

        DataDescription? known = Known.GetValueOrDefault(type);
        return known is null || (isText && known.Kind != DataKind.Text) ? new DataDescription(DataKind.Text) : known;
    }

    private static DataDescription FloatingPoint(string? format) => new(DataKind.OneOf)
    {
        Variants = [new(DataKind.Number) { Format = format }, new(DataKind.Text) { Texts = ["NaN", "Infinity", "-Infinity"] }],
    };

    private static string NameOf(FieldInfo field) => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name;
}

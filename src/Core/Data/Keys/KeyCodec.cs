using System.Numerics;

namespace Toast.Data.Keys;

/// <summary>Writes dictionary keys as the names of JSON members and reads them back: exact, the same in every culture and time zone. Thread-safe.</summary>
internal abstract class KeyCodec
{
    /// <summary>The codec of a key type, or null if the type cannot be a key.</summary>
    internal static KeyCodec? TryCreate(Type keyType)
    {
        if (keyType.IsEnum)
        {
            return (KeyCodec)Activator.CreateInstance(typeof(EnumKeyCodec<>).MakeGenericType(keyType))!;
        }

        return keyType switch
        {
            _ when keyType == typeof(string) => new TextKeyCodec(),
            _ when keyType == typeof(char) => new CharKeyCodec(),
            _ when keyType == typeof(bool) => new BoolKeyCodec(),
            _ when keyType == typeof(Guid) => new GuidKeyCodec(),
            _ when keyType == typeof(decimal) => new DecimalKeyCodec(),
            _ when keyType == typeof(DateTime) => new DateTimeKeyCodec(),
            _ when keyType == typeof(DateTimeOffset) => new DateTimeOffsetKeyCodec(),
            _ when keyType == typeof(DateOnly) => new DateOnlyKeyCodec(),
            _ when keyType == typeof(TimeOnly) => new TimeOnlyKeyCodec(),
            _ when keyType == typeof(TimeSpan) => new TimeSpanKeyCodec(),
            _ => TryCreateInteger(keyType),
        };
    }

    private static KeyCodec? TryCreateInteger(Type keyType) => keyType switch
    {
        _ when keyType == typeof(int) => new IntegerKeyCodec<int>(),
        _ when keyType == typeof(long) => new IntegerKeyCodec<long>(),
        _ when keyType == typeof(short) => new IntegerKeyCodec<short>(),
        _ when keyType == typeof(sbyte) => new IntegerKeyCodec<sbyte>(),
        _ when keyType == typeof(byte) => new IntegerKeyCodec<byte>(),
        _ when keyType == typeof(ushort) => new IntegerKeyCodec<ushort>(),
        _ when keyType == typeof(uint) => new IntegerKeyCodec<uint>(),
        _ when keyType == typeof(ulong) => new IntegerKeyCodec<ulong>(),
        _ when keyType == typeof(nint) => new IntegerKeyCodec<nint>(),
        _ when keyType == typeof(nuint) => new IntegerKeyCodec<nuint>(),
        _ when keyType == typeof(Int128) => new IntegerKeyCodec<Int128>(),
        _ when keyType == typeof(UInt128) => new IntegerKeyCodec<UInt128>(),
        _ when keyType == typeof(BigInteger) => new IntegerKeyCodec<BigInteger>(),
        _ => null,
    };
}

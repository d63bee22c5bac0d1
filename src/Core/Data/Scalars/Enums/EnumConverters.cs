using System.Reflection;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Makes the converter of an enum type, whatever its underlying type.</summary>
internal static class EnumConverters
{
    /// <returns>The converter, or null if the type is not an enum of integers.</returns>
    /// <exception cref="StorageValidationException">The stored names cannot be told apart.</exception>
    public static JsonConverter? TryCreate(Type type)
    {
        if (!type.IsEnum || type.ContainsGenericParameters || Type.GetTypeCode(type) is < TypeCode.SByte or > TypeCode.UInt64)
        {
            return null;
        }

        Type converter = typeof(EnumConverter<,>).MakeGenericType(type, Enum.GetUnderlyingType(type));
        const BindingFlags how = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;
        return (JsonConverter)Activator.CreateInstance(converter, how, null, [], null)!;
    }
}

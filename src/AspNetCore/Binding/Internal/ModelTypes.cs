using System.Collections.Concurrent;

namespace Toast.AspNetCore;

/// <summary>Which types endpoints treat as models.</summary>
internal static class ModelTypes
{
    private static readonly ConcurrentDictionary<Type, Type?> Items = new();

    public static bool IsModel(Type type) => type.IsClass && Attribute.IsDefined(type, typeof(ExternalAttribute), inherit: true);

    /// <summary>The model that a sequence holds, or null if the type is no sequence of models.</summary>
    public static Type? ItemOf(Type type) => Items.GetOrAdd(type, static given => given
        .GetInterfaces()
        .Append(given)
        .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() is var definition
            && (definition == typeof(IEnumerable<>) || definition == typeof(IAsyncEnumerable<>)))
        .Select(one => one.GetGenericArguments()[0])
        .FirstOrDefault(IsModel));
}

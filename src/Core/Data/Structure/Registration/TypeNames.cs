namespace Toast.Data.Structure;

/// <summary>Shows CLR types in messages: full names, readable for generics.</summary>
internal static class TypeNames
{
    public static string Show(Type type)
    {
        if (type.IsArray)
        {
            return $"{Show(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Show(inner) + "?";
        }

        string name = type.FullName ?? type.Name;
        if (!type.IsGenericType)
        {
            return name;
        }

        int tick = name.IndexOf('`', StringComparison.Ordinal);
        string bare = tick < 0 ? name : name[..tick];
        return $"{bare}<{string.Join(", ", type.GetGenericArguments().Select(Show))}>";
    }
}

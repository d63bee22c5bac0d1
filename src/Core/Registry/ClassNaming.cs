namespace Toast.Registry;

/// <summary>
/// The class name of a type: its simple name, with the names of its arguments in brackets. Namespace, assembly and culture take no part, so that
/// moving a type changes nothing.
/// </summary>
internal static class ClassNaming
{
    public static string Of(Type type)
    {
        ExternalAttribute? own = OwnMark(type);
        string simple = own?.Name ?? SimpleName(type);
        return type.IsGenericType ? simple + Arguments(type) : simple;
    }

    /// <summary>The earlier names of a type. On a generic type an alias gets the arguments like the name itself, or its closed types would share it.</summary>
    public static IEnumerable<string> AliasesOf(Type type, ExternalAttribute mark) =>
        type.IsGenericType ? mark.Aliases.Select(alias => alias.Contains('[', StringComparison.Ordinal) ? alias : alias + Arguments(type)) : mark.Aliases;

    /// <summary>The mark on the type itself. An inherited mark gives storage and modes, but no name: two classes would share it.</summary>
    public static ExternalAttribute? OwnMark(Type type) =>
        (ExternalAttribute?)Attribute.GetCustomAttribute(type, typeof(ExternalAttribute), inherit: false);

    private static string SimpleName(Type type)
    {
        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]" : $"[{new string(',', type.GetArrayRank() - 1)}]");
        }

        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }

    private static string Arguments(Type type) => $"[{string.Join(',', type.GetGenericArguments().Select(Of))}]";
}

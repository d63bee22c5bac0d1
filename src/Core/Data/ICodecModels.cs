namespace Toast.Data;

/// <summary>What the codec asks of the registry.</summary>
internal interface ICodecModels
{
    /// <summary>True if members of this type are external children, written as references.</summary>
    bool IsModel(Type type);

    /// <summary>The registered subtypes of a plain (not external) base type or interface, with their type markers.</summary>
    IReadOnlyList<PlainSubtype> SubtypesOf(Type baseType);
}

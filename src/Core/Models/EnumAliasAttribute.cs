namespace Toast;

/// <summary>
/// An earlier stored name of an enum member. Records written under it stay readable after the member was renamed; new records have the new name.
/// The name must differ from every other stored name and alias of the enum, and in flag sets it must not hold a comma.
/// </summary>
/// <param name="name">The earlier name, exact in case, as it stands in stored records.</param>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = true, Inherited = false)]
public sealed class EnumAliasAttribute(string name) : Attribute
{
    /// <summary>The earlier name.</summary>
    public string Name { get; } = name;
}

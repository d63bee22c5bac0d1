namespace Toast.Data;

/// <summary>What stands in the JSON.</summary>
internal enum DataKind
{
    /// <summary>Any JSON: a converter of the user makes it, or the description would never end.</summary>
    Anything,

    Text,

    Integer,

    Number,

    Boolean,

    List,

    /// <summary>Members with names that the type declares.</summary>
    Object,

    /// <summary>Members with names that are keys.</summary>
    Dictionary,

    /// <summary>A dictionary whose order is content: a list of lists of key and value.</summary>
    Pairs,

    /// <summary>A reference to a child that is loaded with its parent.</summary>
    Child,

    /// <summary>A reference to a model that is loaded when asked.</summary>
    Link,

    /// <summary>One of several objects, told apart by a member.</summary>
    OneOf,
}

namespace Toast.Data;

/// <summary>The inner side of <see cref="External{T}"/>, without its type argument.</summary>
internal interface IExternalLink
{
    /// <summary>The model type the link declares.</summary>
    Type ModelType { get; }

    /// <summary>The reference, or null while the link holds a value that was never dumped.</summary>
    ExternalReference? Reference { get; }

    /// <summary>The value, or null if the link holds only a reference.</summary>
    object? Value { get; }
}

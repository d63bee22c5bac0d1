using System.Buffers;

namespace Toast.Data;

/// <summary>
/// Reads and writes the data of one root type as UTF-8 JSON. Thread-safe. All rules about values and shapes are behind it; it does no I/O.
/// Faults leave it as <see cref="DataFault"/>; the caller knows class, id and direction and makes the public exception.
/// </summary>
internal abstract class DataCodec
{
    /// <summary>The root type.</summary>
    public abstract Type Type { get; }

    /// <summary>True if an instance may hold external children (a member whose type is a model, or an <see cref="External{T}"/>) at any depth.</summary>
    public abstract bool HasChildren { get; }

    /// <summary>True if some member, at any depth, carries a validation attribute or is an IValidatableObject.</summary>
    public abstract bool HasAnnotations { get; }

    /// <summary>True if an instance cannot change any more, so that it writes the same for as long as it lives.</summary>
    public abstract bool IsFixed(object value);

    /// <summary>Stored names of the root's members (empty for types that are not objects). Tells whether the model itself has class_name and id.</summary>
    public abstract IReadOnlyCollection<string> RootMembers { get; }

    /// <summary>What the data of the type looks like. Children stand as references in it.</summary>
    public abstract DataDescription Describe();

    /// <summary>Writes an instance, with the unknown members it was restored with. Children become references by asking the scope.</summary>
    /// <exception cref="DataFault">A value cannot be written.</exception>
    public abstract void Write(IBufferWriter<byte> output, object value, WriteScope scope);

    /// <summary>Builds an instance from one JSON value. Children and lazy references are asked of the scope.</summary>
    /// <exception cref="DataFault">The JSON does not fit the type.</exception>
    public abstract object? Read(ReadOnlyMemory<byte> json, ReadScope scope);

    /// <summary>Shows every child an instance holds, in the order of writing. A lazy sequence is enumerated once and remembered in the scope.</summary>
    /// <exception cref="DataFault">The instance is too deep or refers to itself through plain objects.</exception>
    public abstract void VisitChildren(object value, WriteScope scope, IChildVisitor visitor);

    /// <summary>Finds the references to eager children in JSON, guided by the type, without building an instance.</summary>
    /// <exception cref="DataFault">A reference is malformed.</exception>
    public abstract void ScanReferences(ReadOnlyMemory<byte> json, bool fromStore, IReferenceSink sink);

    /// <summary>Checks the validation attributes of an instance and of the plain objects in it (not of external children).</summary>
    /// <param name="value">The instance.</param>
    /// <param name="violations">Receives the path of each member that breaks a rule and the rule's name; never a value.</param>
    /// <param name="scope">On dump, the scope of the write that follows, so that a lazy sequence is enumerated once for both; else null.</param>
    /// <exception cref="DataFault">The instance refers to itself, or an attribute failed.</exception>
    public abstract void CheckAnnotations(object value, ICollection<Violation> violations, WriteScope? scope = null);
}

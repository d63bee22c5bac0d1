namespace Toast.Endurance.Tests.History;

/// <summary>What one operation asked of one record.</summary>
internal enum OperationKind
{
    /// <summary>A write that compares no version.</summary>
    Write,

    /// <summary>A write that compares a version: an optimistic model, an expected version, an update.</summary>
    ConditionalWrite,

    /// <summary>A removal. Whether it found something makes no difference: after it, at one moment of its span, nothing was there.</summary>
    Delete,

    /// <summary>A look at the record that gave its content, its version, or the answer that there is none.</summary>
    Read,
}

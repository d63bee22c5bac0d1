namespace Toast;

/// <summary>Dumps and validates values that are not models: lists, dictionaries, tuples, structs, primitives, null.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public interface IValues<T>
{
    /// <summary>The class name in the references.</summary>
    string ClassName { get; }

    /// <summary>Stores a value as a new record.</summary>
    /// <param name="value">The value; null is stored as JSON null.</param>
    /// <param name="options">Expected version, lifetime, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The reference.</returns>
    Task<ExternalReference> DumpAsync(T value, DumpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Stores a value under a given reference, creating or replacing the record.</summary>
    /// <param name="value">The value.</param>
    /// <param name="reference">The record to write over.</param>
    /// <param name="options">Expected version, lifetime, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The reference.</returns>
    Task<ExternalReference> DumpAsync(
        T value, ExternalReference reference, DumpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Restores a value.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="options">Freshness, source, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value.</returns>
    /// <exception cref="RecordNotFoundException">There is no record.</exception>
    Task<T> ValidateAsync(ExternalReference reference, ValidateOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes a record.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="options">Expected version, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if a record was deleted, false if there was none.</returns>
    Task<bool> DeleteAsync(ExternalReference reference, DeleteOptions? options = null, CancellationToken cancellationToken = default);
}

using System.Text.Json;

namespace Toast;

/// <summary>
/// Dumps models to references and validates references back into models. Thread-safe; one per process is enough. Failures are
/// <see cref="ExternalStorageException"/> and its derived types; argument mistakes are <see cref="ArgumentException"/>; cancellation is
/// <see cref="OperationCanceledException"/>.
/// </summary>
public interface IToast : IAsyncDisposable
{
    /// <summary>Records as JSON, without a model type.</summary>
    IRecords Records { get; }

    /// <summary>
    /// Stores an instance as it is at the moment of the call, its children first, and returns when the store has it durably. The first dump
    /// gives the instance its id; further dumps replace the record. The run-time type decides the class.
    /// </summary>
    /// <typeparam name="T">The model or a base of it.</typeparam>
    /// <param name="model">The instance.</param>
    /// <param name="options">Expected version, lifetime, deadline.</param>
    /// <param name="cancellationToken">Cancels the call; the record is then old or new as a whole.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="StorageValidationException">The instance cannot be stored; nothing was sent.</exception>
    /// <exception cref="RecordNotFoundException">The instance is bound and its record is gone.</exception>
    /// <exception cref="ConcurrencyException">Another writer changed the record and the model or the options ask for a check.</exception>
    /// <exception cref="StorageConnectionException">The store cannot be reached; repeating the call is safe.</exception>
    Task<ExternalReference> DumpAsync<T>(T model, DumpOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Stores an instance under a given reference of its class, creating or replacing the record, and binds the instance to it.</summary>
    /// <typeparam name="T">The model or a base of it.</typeparam>
    /// <param name="model">An instance that is not bound to another record.</param>
    /// <param name="reference">The record to write over.</param>
    /// <param name="options">Expected version, lifetime, deadline.</param>
    /// <param name="cancellationToken">Cancels the call; the record is then old or new as a whole.</param>
    /// <returns>The reference, with the current class name.</returns>
    Task<ExternalReference> DumpAsync<T>(
        T model, ExternalReference reference, DumpOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Like <see cref="DumpAsync{T}(T, DumpOptions?, CancellationToken)"/>, but gives the reference as compact JSON.</summary>
    /// <typeparam name="T">The model or a base of it.</typeparam>
    /// <param name="model">The instance.</param>
    /// <param name="options">Expected version, lifetime, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><c>{"class_name":"...","id":"..."}</c>.</returns>
    Task<string> DumpJsonAsync<T>(T model, DumpOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Stores many instances, of any classes and stores. One bad item fails alone.</summary>
    /// <param name="models">The instances; the same one twice is written once.</param>
    /// <param name="options">Options for every item.</param>
    /// <param name="cancellationToken">Stops after the current chunk; what was stored stays stored.</param>
    /// <returns>One result for each item, in their order.</returns>
    Task<IReadOnlyList<DumpResult>> DumpManyAsync(
        IEnumerable<object> models, DumpOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Restores an instance, with its eager children, from its record.</summary>
    /// <typeparam name="T">The model or a base of it.</typeparam>
    /// <param name="reference">The reference.</param>
    /// <param name="options">Freshness, source, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A new instance, bound to the reference.</returns>
    /// <exception cref="RecordNotFoundException">There is no record.</exception>
    /// <exception cref="StorageValidationException">The reference is of another class, or the stored data does not fit the model.</exception>
    /// <exception cref="StorageConnectionException">The store cannot be reached.</exception>
    Task<T> ValidateAsync<T>(ExternalReference reference, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Restores an instance from a reference, or builds an unbound one from plain data without touching a store.</summary>
    /// <typeparam name="T">The model or a base of it.</typeparam>
    /// <param name="referenceOrData">A JSON object.</param>
    /// <param name="options">Freshness, source, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A new instance.</returns>
    Task<T> ValidateAsync<T>(JsonElement referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <inheritdoc cref="ValidateAsync{T}(JsonElement, ValidateOptions?, CancellationToken)"/>
    Task<T> ValidateJsonAsync<T>(string referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <inheritdoc cref="ValidateAsync{T}(JsonElement, ValidateOptions?, CancellationToken)"/>
    Task<T> ValidateJsonAsync<T>(
        ReadOnlyMemory<byte> referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Restores many instances. Order and duplicates are kept; each missing or bad reference is reported at its place.</summary>
    /// <typeparam name="T">The model or a base of it.</typeparam>
    /// <param name="references">The references.</param>
    /// <param name="options">Freshness, source, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One result for each reference, in their order.</returns>
    Task<IReadOnlyList<ValidateResult<T>>> ValidateManyAsync<T>(
        IEnumerable<ExternalReference> references, ValidateOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Restores, applies a change and stores, repeating on conflict until it succeeds or the deadline passes.</summary>
    /// <typeparam name="T">The model or a base of it.</typeparam>
    /// <param name="reference">The reference.</param>
    /// <param name="change">
    /// Gives the changed instance: the same one, or a copy made with <c>with</c>. May run several times, each time on a newly restored instance.
    /// </param>
    /// <param name="options">Lifetime and deadline; an expected version is refused, since the update sets its own.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instance as stored, bound to the reference.</returns>
    Task<T> UpdateAsync<T>(
        ExternalReference reference, Func<T, T> change, DumpOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Deletes a record. Children stay.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="options">Expected version, deadline.</param>
    /// <param name="cancellationToken">Cancels the call; the record is then there or gone.</param>
    /// <returns>True if a record was deleted, false if there was none.</returns>
    /// <exception cref="StorageValidationException">The class is not known here (<see cref="ErrorCodes.UnknownClass"/>): register its model.</exception>
    /// <exception cref="ConcurrencyException">The record does not have the expected version.</exception>
    Task<bool> DeleteAsync(ExternalReference reference, DeleteOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes the record an instance is bound to and unbinds the instance.</summary>
    /// <typeparam name="T">The model or a base of it.</typeparam>
    /// <param name="model">The instance.</param>
    /// <param name="options">Expected version, deadline.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if a record was deleted; false if there was none or the instance was never dumped.</returns>
    Task<bool> DeleteAsync<T>(T model, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>Tells whether a live record exists.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>True if it does.</returns>
    /// <exception cref="StorageValidationException">The class is not known here (<see cref="ErrorCodes.UnknownClass"/>): register its model.</exception>
    Task<bool> ExistsAsync(ExternalReference reference, CancellationToken cancellationToken = default);

    /// <summary>Gives version, schema version and times of a record.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What is known of the record.</returns>
    /// <exception cref="StorageValidationException">The class is not known here (<see cref="ErrorCodes.UnknownClass"/>): register its model.</exception>
    /// <exception cref="RecordNotFoundException">There is no record.</exception>
    Task<RecordInfo> GetInfoAsync(ExternalReference reference, CancellationToken cancellationToken = default);

    /// <summary>Lists the references of a class by key. A record present during the whole listing appears exactly once.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <param name="options">Filter and page size.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <returns>The references, read page by page.</returns>
    IAsyncEnumerable<ExternalReference> ListAsync<T>(ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class;

    /// <summary>The reference an instance is bound to.</summary>
    /// <typeparam name="T">The model.</typeparam>
    /// <param name="model">The instance.</param>
    /// <returns>The reference, or null if the instance was neither dumped nor restored.</returns>
    ExternalReference? GetReference<T>(T model)
        where T : class;

    /// <summary>Stores values of any serialisable type (lists, dictionaries, tuples, structs, primitives) in a named store.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="store">The name of a configured store or a storage URL; null for the default store.</param>
    /// <param name="name">The class name; null for the name of the type with its arguments in brackets, <c>List[Int32]</c>.</param>
    /// <returns>The verbs for that type.</returns>
    IValues<T> For<T>(string? store = null, string? name = null);

    /// <summary>Asks every store whether it answers. One store down does not hide the others. Never throws for a store that is down.</summary>
    /// <param name="cancellationToken">Cancels the probes.</param>
    /// <returns>One answer for each store in use, by name.</returns>
    Task<IReadOnlyList<StoreHealth>> ProbeAsync(CancellationToken cancellationToken = default);
}

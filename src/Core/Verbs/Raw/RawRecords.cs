using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Toast.Data;
using Toast.Data.Guard;
using Toast.Engine;

namespace Toast.Verbs.Raw;

/// <summary>Records as JSON: any well-formed class, unless the host lists the accepted ones. A class that is registered as a model lives where the model does.</summary>
internal sealed class RawRecords(RuntimeContext context, RawClasses classes) : IRecords
{
    /// <summary>The store of the values of each class; null where they are kept in several, so that a reference does not tell.</summary>
    private readonly ConcurrentDictionary<string, RecordStore?> valueStores = new(StringComparer.Ordinal);

    private readonly RawBulk bulk = new(context);
    private readonly Counting counting = new(context, classes);

    public Task<WrittenRecord> CreateAsync(
        string className, ReadOnlyMemory<byte> json, RecordWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(className);
        return WriteAsync(new ExternalReference(className, RecordIds.New(context.Time)), json, options, isNew: true, cancellationToken);
    }

    public Task<WrittenRecord> PutAsync(
        ExternalReference reference, ReadOnlyMemory<byte> json, RecordWriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Id == Guid.Empty)
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidReference, "A record cannot be stored under the all-zero id. Nothing was sent. Create a record to get a new id.")
            {
                ClassName = reference.ClassName,
                Id = reference.Id,
            };
        }

        return WriteAsync(reference, json, options, isNew: false, cancellationToken);
    }

    public Task<IReadOnlyList<DumpResult>> CreateManyAsync(
        string className,
        IReadOnlyList<ReadOnlyMemory<byte>> items,
        RecordWriteOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(className);
        ArgumentNullException.ThrowIfNull(items);
        return bulk.CreateAsync(this, PlaceOf(new ExternalReference(className, Guid.Empty)), className, items, options, cancellationToken);
    }

    public Task<IReadOnlyList<ValidateResult<StoredRecord>>> ReadManyAsync(
        IReadOnlyList<ExternalReference> references, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(references);
        return bulk.ReadAsync(this, references, context.DeadlineFor(timeout), cancellationToken);
    }

    public Task<StoredRecord> ReadAsync(ExternalReference reference, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        Place place = PlaceOf(reference);
        Deadline deadline = context.DeadlineFor(timeout);
        return ReadObservedAsync(place, reference, deadline, cancellationToken);
    }

    public async IAsyncEnumerable<ListedRecord> ListAsync(
        string className, ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(className);
        Place place = PlaceOf(new ExternalReference(className, Guid.Empty));
        await foreach (ListedRecord listed in Listing.ReadAsync(place.Store, place.Names, options, context, cancellationToken).ConfigureAwait(false))
        {
            yield return listed;
        }
    }

    public async Task<IReadOnlyList<StoreCounts>> CountAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        Deadline deadline = context.DeadlineFor(timeout);
        return await Task.WhenAll(context.Stores.All.Select(store => counting.CountAsync(store, deadline, cancellationToken))).ConfigureAwait(false);
    }

    public Task<bool> DeleteAsync(ExternalReference reference, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        Place place = PlaceOf(reference);
        return Observed.RunAsync(
            "delete", reference.ClassName, place.Store.Name, reference.Id, context.Logger,
            () => DeleteAsync(place, reference, options, cancellationToken));
    }

    /// <summary>Deletes a record of a class that this app knows.</summary>
    public Task<bool> DeleteKnownAsync(ExternalReference reference, DeleteOptions? options, CancellationToken cancellationToken) =>
        DeleteAsync(KnownPlaceOf(reference), reference, options, cancellationToken);

    /// <summary>What is known of a record of a class that this app knows; null if there is none.</summary>
    public async Task<RecordInfo?> FindInfoAsync(ExternalReference reference, CancellationToken cancellationToken)
    {
        Place place = KnownPlaceOf(reference);
        Deadline deadline = context.DeadlineFor(null);
        foreach (string name in place.Names)
        {
            if (await place.Store.GetInfoAsync(new RecordKey(name, reference.Id), deadline, cancellationToken).ConfigureAwait(false) is { } info)
            {
                return info;
            }
        }

        return null;
    }

    /// <summary>Where the values of a class live, so that their references are known as those of models are.</summary>
    public void Know(string className, RecordStore store) =>
        valueStores.AddOrUpdate(className, store, (_, known) => known == store ? known : null);

    /// <summary>The store that the records of a known class are in.</summary>
    public string StoreNameOf(ExternalReference reference) => KnownPlaceOf(reference).Store.Name;

    private static SaveCondition ExpectVersion(long version)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return SaveCondition.VersionIs(version);
    }

    /// <summary>Deletes under whichever name the record is stored.</summary>
    private async Task<bool> DeleteAsync(Place place, ExternalReference reference, DeleteOptions? options, CancellationToken cancellationToken)
    {
        Deadline deadline = context.DeadlineFor(options?.Timeout);
        SaveCondition condition = options?.ExpectedVersion is { } version ? ExpectVersion(version) : SaveCondition.Any;
        foreach (string name in place.Names)
        {
            DeleteResult result = await place.Store
                .DeleteAsync(new DeleteRequest(new RecordKey(name, reference.Id), condition), deadline, cancellationToken).ConfigureAwait(false);
            if (result.Status == SaveStatus.Saved)
            {
                return true;
            }

            if (result.Status == SaveStatus.Conflict)
            {
                throw Dumping.Commit.Refusal(reference, condition, new SaveResult(result.Status, result.ActualVersion), place.Store.Name);
            }
        }

        return false;
    }

    private async Task<StoredRecord> ReadObservedAsync(Place place, ExternalReference reference, Deadline deadline, CancellationToken cancellationToken)
    {
        Observed observed = Observed.Start("read", reference.ClassName, place.Store.Name, context.Logger);
        try
        {
            StoredRecord record = await FindAsync(place, reference.Id, deadline, cancellationToken).ConfigureAwait(false)
                ?? throw Validating.RecordReader.NotFound(reference, place.Store.Name);
            observed.Succeeded(reference.Id);
            return record;
        }
        catch (Exception e)
        {
            observed.Failed(e, reference.Id);
            throw;
        }
    }

    private static async Task<StoredRecord?> FindAsync(Place place, Guid id, Deadline deadline, CancellationToken cancellationToken)
    {
        foreach (string name in place.Names)
        {
            StoredRecord? record = await place.Store.LoadAsync(new RecordKey(name, id), false, deadline, cancellationToken).ConfigureAwait(false);
            if (record is not null)
            {
                return record;
            }
        }

        return null;
    }

    private Task<WrittenRecord> WriteAsync(
        ExternalReference reference, ReadOnlyMemory<byte> json, RecordWriteOptions? options, bool isNew, CancellationToken cancellationToken) =>
        WriteObservedAsync(PlaceOf(reference), reference, json, options, isNew, cancellationToken);

    private async Task<WrittenRecord> WriteObservedAsync(
        Place place,
        ExternalReference reference,
        ReadOnlyMemory<byte> json,
        RecordWriteOptions? options,
        bool isNew,
        CancellationToken cancellationToken)
    {
        Observed observed = Observed.Start("dump", reference.ClassName, place.Store.Name, context.Logger);
        try
        {
            Deadline deadline = context.DeadlineFor(options?.Timeout);
            SaveRequest request = RequestOf(place, reference, json, options, isNew);
            if (!isNew && place.Names.Count > 1
                && await FindAsync(place, reference.Id, deadline, cancellationToken).ConfigureAwait(false) is { } existing)
            {
                // It may stand under another of the model's names; written under the usual one, there would be two of it.
                request = request with { Key = existing.Key };
            }

            SaveResult result = await place.Store.SaveAsync(request, deadline, cancellationToken).ConfigureAwait(false);
            if (result.Status != SaveStatus.Saved)
            {
                throw Dumping.Commit.Refusal(reference, request.Condition, result, place.Store.Name);
            }

            observed.Succeeded(reference.Id);
            return new WrittenRecord(reference, result.Version, result.Created, result.Updated, result.Expires);
        }
        catch (Exception e)
        {
            observed.Failed(e, reference.Id);
            throw;
        }
    }

    private void CheckData(ReadOnlyMemory<byte> json, string className)
    {
        try
        {
            JsonGuard.Check(json.Span, context.Limits);
            if (json.Span.TrimStart(" \t\r\n"u8)[0] != (byte)'{')
            {
                throw new DataFault(null, "is not a JSON object", "a JSON object");
            }
        }
        catch (DataFault fault)
        {
            throw DataErrors.PlainData(fault, className);
        }
    }

    /// <summary>The write of a record, checked.</summary>
    internal SaveRequest RequestOf(
        Place place, ExternalReference reference, ReadOnlyMemory<byte> json, RecordWriteOptions? options, bool isNew)
    {
        CheckData(json, reference.ClassName);
        if (options?.ExpectedVersion is { } expected)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(expected, nameof(options));
            place.Store.Require(StoreCapabilities.ConditionalSave, "compare versions");
        }

        TimeSpan? timeToLive = options?.TimeToLive ?? place.TimeToLive;
        if (timeToLive is { } lifetime)
        {
            Lifetime.Check(lifetime, nameof(options));
            place.Store.Require(StoreCapabilities.Expiry, "expire records");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options?.SchemaVersion ?? 1, 1, nameof(options));
        return new SaveRequest
        {
            Key = new RecordKey(place.Names[0], reference.Id),

            // Copied: a write outlives a caller who gives up, and the caller may then use the bytes for something else.
            Data = options is { HandsOver: true } ? json : json.ToArray(),
            SchemaVersion = options?.SchemaVersion ?? 1,
            Condition = options?.ExpectedVersion is { } version ? SaveCondition.VersionIs(version) : SaveCondition.Any,
            TimeToLive = timeToLive,
            WriteId = WriteIds.New(),
            IsNewId = isNew,
        };
    }

    internal Place PlaceOf(ExternalReference reference)
    {
        if (context.Models.Find(reference.ClassName) is { } info)
        {
            return new Place(info.Store, info.StorageNames, info.TimeToLive);
        }

        string? store = classes.StoreOf(reference.ClassName);
        if (!classes.Accepts(reference.ClassName) || (store is null && !context.Stores.HasDefault))
        {
            throw context.Models.UnknownClass(reference);
        }

        return new Place(context.Stores.Resolve(store), [reference.ClassName], null);
    }

    /// <summary>
    /// The place of a class that this app has a model for, keeps values of, or was told to accept. Any other could only be looked for in the default store,
    /// and its records may be in another one: an answer from there would be a guess.
    /// </summary>
    private Place KnownPlaceOf(ExternalReference reference)
    {
        if (context.Models.Find(reference.ClassName) is null && !classes.IsListed(reference.ClassName) && classes.StoreOf(reference.ClassName) is null)
        {
            return valueStores.GetValueOrDefault(reference.ClassName) is { } store
                ? new Place(store, [reference.ClassName], null)
                : throw context.Models.UnknownClass(reference);
        }

        return PlaceOf(reference);
    }

    /// <summary>Where the records of a class live, and under which names, the usual one first.</summary>
    internal readonly record struct Place(RecordStore Store, IReadOnlyList<string> Names, TimeSpan? TimeToLive);
}

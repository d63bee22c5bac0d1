using Toast.Engine;
using Toast.Verbs.Bulk;

namespace Toast.Verbs.Raw;

/// <summary>Many raw records in one call: one span, one measurement, and each item fails alone.</summary>
internal sealed class RawBulk(RuntimeContext context)
{
    public Task<IReadOnlyList<DumpResult>> CreateAsync(
        RawRecords records,
        RawRecords.Place place,
        string className,
        IReadOnlyList<ReadOnlyMemory<byte>> items,
        RecordWriteOptions? options,
        CancellationToken cancellationToken)
    {
        if (options?.ExpectedVersion is not null)
        {
            throw new ArgumentException("New records have no version that could be expected. Leave it out.", nameof(options));
        }

        RefuseTooMany(items.Count);
        return Observed.RunAsync<IReadOnlyList<DumpResult>>("dump_many", className, place.Store.Name, null, context.Logger, async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failures = new BulkFailures("dump_many", context.Logger);
            var writes = new BulkWrites(context.DeadlineFor(options?.Timeout), cancellationToken);
            var refusals = new DumpResult?[items.Count];
            var creations = new RawWrite?[items.Count];
            for (int i = 0; i < creations.Length; i++)
            {
                try
                {
                    var reference = new ExternalReference(className, RecordIds.New(context.Time));
                    SaveRequest request = records.RequestOf(place, reference, items[i], options, isNew: true);
                    writes.Add(creations[i] = new RawWrite(place.Store, reference, request));
                }
#pragma warning disable CA1031 // Whatever it is, it is the error of this item: the others may be stored already, and their results must not be lost.
                catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
                {
                    refusals[i] = new DumpResult { Error = e };
                }
            }

            await writes.EndAsync().ConfigureAwait(false);
            DumpResult[] results = [.. creations.Select((creation, i) => creation?.Result ?? refusals[i]!)];
            foreach (DumpResult result in results)
            {
                failures.Add(result.Error, className);
            }

            return results;
        });
    }

    public Task<IReadOnlyList<ValidateResult<StoredRecord>>> ReadAsync(
        RawRecords records, IReadOnlyList<ExternalReference> references, Deadline deadline, CancellationToken cancellationToken)
    {
        RefuseTooMany(references.Count);
        return Observed.RunAsync<IReadOnlyList<ValidateResult<StoredRecord>>>("read_many", null, null, null, context.Logger, async () =>
        {
            var results = new ValidateResult<StoredRecord>[references.Count];
            var failures = new BulkFailures("read_many", context.Logger);
            var groups = new Dictionary<RecordStore, BulkReadGroup>();
            for (int i = 0; i < results.Length; i++)
            {
                ExternalReference reference = references[i] ?? throw new ArgumentException($"Item {i} is null.", nameof(references));
                try
                {
                    RawRecords.Place place = records.PlaceOf(reference);
                    if (!groups.TryGetValue(place.Store, out BulkReadGroup? group))
                    {
                        groups.Add(place.Store, group = new BulkReadGroup(place.Store, deadline));
                    }

                    group.Add(i, reference, place.Names);
                }
                catch (ExternalStorageException e)
                {
                    results[i] = new ValidateResult<StoredRecord> { Reference = reference, Error = e };
                }
            }

            await Task.WhenAll(groups.Values.Select(group => group.RunAsync(results, cancellationToken))).ConfigureAwait(false);
            foreach (ValidateResult<StoredRecord> result in results)
            {
                failures.Add(result.Error, result.Reference.ClassName);
            }

            return results;
        });
    }

    private void RefuseTooMany(int count)
    {
        if (count > context.Options.MaxBulkItems)
        {
            throw new StorageValidationException(
                ErrorCodes.TooManyItems,
                $"The bulk call holds {count} items, more than {context.Options.MaxBulkItems}. Nothing was done. Send it in parts, or raise MaxBulkItems.");
        }
    }
}

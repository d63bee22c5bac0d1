namespace Toast.Engine;

/// <summary>Writes one flush in the best way the backend has: a batch, conditional saves, or a read beforehand and a plain save.</summary>
internal sealed class BackendWriter(StorageBackend backend, string store, TimeProvider time)
{
    private readonly ISupportsBatch? batch = backend as ISupportsBatch;
    private readonly ISupportsConditionalSave? conditional = backend as ISupportsConditionalSave;
    private readonly UrlSecrets secrets = UrlSecrets.Of(backend.Url);

    public async ValueTask<IReadOnlyList<SaveResult>> WriteAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        if (requests.Count == 1)
        {
            return [await WriteOneAsync(requests[0], cancellationToken).ConfigureAwait(false)];
        }

        IReadOnlyList<SaveResult> results;
        try
        {
            results = await batch!.SaveManyAsync(requests, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw BackendFailure.GaveUp(e, store, null, changes: true);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            ExternalStorageException failure = BackendFailure.Describe(e, store, null, secrets);
            if (BackendFailure.ConcernsTheStore(failure))
            {
                throw failure;
            }

            // Something in the batch was refused; one bad record must not take the others with it.
            return await WriteOneByOneAsync(requests, cancellationToken).ConfigureAwait(false);
        }

        return results?.Count == requests.Count
            ? Cleared(results, requests)
            : throw new ExternalStorageException(
                ErrorCodes.StorageFailed,
                $"The backend of store {store} answered {results?.Count ?? 0} of {requests.Count} writes, so that their outcome is unknown. "
                + $"{nameof(ISupportsBatch.SaveManyAsync)} must give one answer for each request.")
            {
                Store = store,
            };
    }

    private async Task<SaveResult[]> WriteOneByOneAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        var results = new SaveResult[requests.Count];
        for (int i = 0; i < results.Length; i++)
        {
            try
            {
                results[i] = await WriteOneAsync(requests[i], cancellationToken).ConfigureAwait(false);
            }
            catch (ExternalStorageException e) when (!BackendFailure.ConcernsTheStore(e))
            {
                results[i] = SaveResult.Failed(e);
            }
            catch (ExternalStorageException e) when (i > 0 && !BackendFailure.MayPassWhenRecognised(e))
            {
                // What was written before stays acknowledged. (A failure that may pass leads to a repeat, in which the store recognises it.)
                Array.Fill(results, SaveResult.Failed(e), i, results.Length - i);
                break;
            }
            catch (StorageConnectionException e) when (!e.OutcomeUnknown)
            {
                // Known for this try, but not for the batch that failed before it, and for all records together it is not true that nothing was written.
                throw new StorageConnectionException(e.Code, e.Message, e)
                {
                    OutcomeUnknown = true,
                    Store = e.Store,
                    ClassName = e.ClassName,
                    Id = e.Id,
                };
            }
        }

        return results;
    }

    private async ValueTask<SaveResult> WriteOneAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return conditional is not null
                ? Cleared(await conditional.SaveAsync(request, cancellationToken).ConfigureAwait(false), request)
                : await LoadAndSaveAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw BackendFailure.GaveUp(e, store, request.Key, changes: true);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            throw BackendFailure.Describe(e, store, request.Key, secrets);
        }
    }

    private IReadOnlyList<SaveResult> Cleared(IReadOnlyList<SaveResult> results, IReadOnlyList<SaveRequest> requests)
    {
        SaveResult[]? cleared = null;
        for (int i = 0; i < results.Count; i++)
        {
            if (results[i].Error is not null)
            {
                cleared ??= [.. results];
                cleared[i] = Cleared(results[i], requests[i]);
            }
        }

        return cleared ?? results;
    }

    private SaveResult Cleared(SaveResult result, SaveRequest request) =>
        result.Error is { } error ? result with { Error = BackendFailure.Describe(error, store, request.Key, secrets) } : result;

    /// <summary>
    /// The four-method way. Writes of this process to one record never overlap, but other processes may write between the read and the save: a
    /// backend that is shared needs <see cref="ISupportsConditionalSave"/>.
    /// </summary>
    private async ValueTask<SaveResult> LoadAndSaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        StoredRecord? current = request.IsNewId ? null : await backend.LoadAsync(request.Key, cancellationToken).ConfigureAwait(false);
        SaveResult result = RecordRules.Apply(current, request, time.GetUtcNow(), out StoredRecord? next);
        if (next is not null)
        {
            await backend.SaveAsync(next, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }
}

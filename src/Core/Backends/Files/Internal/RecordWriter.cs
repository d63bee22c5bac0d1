namespace Toast;

/// <summary>
/// Writes and deletes records under the lock of their stripe. Several records of one stripe are written together: each file is made
/// durable, then all take their names, then each folder is flushed once.
/// </summary>
internal sealed class RecordWriter(
    StorageUrl url, FolderLayout layout, FilePlace place, RecordFiles files, StripeLocks locks, ExpiryIndex expiry)
{
    /// <summary>Decides and writes requests of one stripe.</summary>
    /// <param name="requests">All requests of the batch.</param>
    /// <param name="mine">The positions of those to write.</param>
    /// <param name="results">Receives the answers at the same positions.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Is looked at until the first file takes its name.</param>
    public void Save(
        IReadOnlyList<SaveRequest> requests,
        IReadOnlyList<int> mine,
        SaveResult[] results,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        place.EnsureThere();
        int stripe = RecordPlace.StripeOf(requests[mine[0]].Key.Id);
        var pending = new List<Pending>(mine.Count);
        using (locks.Enter(stripe, cancellationToken))
        {
            try
            {
                foreach (int index in mine)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Guarded(requests[index].Key, index, results, () => Prepare(requests[index], index, stripe, now, results, pending));
                }
            }
            catch
            {
                pending.ForEach(item => PrivateFiles.TryDelete(item.Temporary));
                throw;
            }

            foreach (Pending item in pending)
            {
                Guarded(item.Next.Key, item.Index, results, () => Publish(item));
            }
        }

        Flush(pending, results);
    }

    /// <summary>Writes a record as it is.</summary>
    public void Replace(StoredRecord record, CancellationToken cancellationToken)
    {
        place.EnsureThere();
        RecordPlace target = layout.Record(record.Key);
        using (locks.Enter(target.Stripe, cancellationToken))
        {
            string temporary = layout.TemporaryFile(target.Stripe, 0);
            files.RefuseLinks(target);
            RecordFiles.WriteTemporary(record, temporary);
            Publish(new Pending(0, record, null, target, temporary));
        }

        DirectorySync.Flush(target.Folder);
    }

    /// <summary>Decides and deletes.</summary>
    public DeleteResult Delete(DeleteRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        place.EnsureThere();
        RecordPlace target = layout.Record(request.Key);
        DeleteResult result;
        using (locks.Enter(target.Stripe, cancellationToken))
        {
            StoredRecord? current;
            try
            {
                current = files.Read(request.Key);
                result = RecordRules.Delete(current, request.Condition, now);
            }
            catch (StorageValidationException e)
                when (e.Code == ErrorCodes.CorruptRecord && request.Condition.Kind == SaveConditionKind.Any)
            {
                // Deleting is the way to repair a file that cannot be read.
                current = null;
                result = new DeleteResult(SaveStatus.Saved, 0);
            }

            if (result.Status != SaveStatus.Saved)
            {
                return result;
            }

            File.Delete(target.File);
            expiry.Forget(target, current?.Expires, null);
        }

        DirectorySync.Flush(target.Folder);
        return result;
    }

    /// <summary>Removes a record if it has expired, and the entry that said when.</summary>
    /// <returns>True if a record was removed.</returns>
    public bool RemoveExpired(RecordPlace target, string entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using (locks.Enter(target.Stripe, cancellationToken))
        {
            bool expired = files.ReadHead(target) is { } record && !RecordRules.IsLive(record, now);
            if (expired)
            {
                File.Delete(target.File);
            }

            PrivateFiles.TryDelete(entry);
            return expired;
        }
    }

    private void Prepare(SaveRequest request, int index, int stripe, DateTimeOffset now, SaveResult[] results, List<Pending> pending)
    {
        StoredRecord? current = files.Read(request.Key);
        results[index] = RecordRules.Apply(current, request, now, out StoredRecord? next);
        if (next is null)
        {
            return;
        }

        string temporary = layout.TemporaryFile(stripe, pending.Count);
        RecordFiles.WriteTemporary(next, temporary);
        pending.Add(new Pending(index, next, current, layout.Record(request.Key), temporary));
    }

    private void Publish(Pending item)
    {
        try
        {
            if (item.Next.Expires is { } expires)
            {
                expiry.Add(item.Target, expires);
            }

            files.Publish(item.Temporary, item.Target);
        }
        catch
        {
            PrivateFiles.TryDelete(item.Temporary);
            throw;
        }

        expiry.Forget(item.Target, item.Current?.Expires, item.Next.Expires);
    }

    private void Flush(List<Pending> pending, SaveResult[] results)
    {
        foreach (IGrouping<string, Pending> folder in pending.GroupBy(item => item.Target.Folder))
        {
            try
            {
                DirectorySync.Flush(folder.Key);
            }
            catch (IOException e)
            {
                foreach (Pending item in folder)
                {
                    results[item.Index] = SaveResult.Failed(FileErrors.Translate(url, item.Next.Key, e));
                }
            }
        }
    }

    private void Guarded(RecordKey key, int index, SaveResult[] results, Action work)
    {
        try
        {
            work();
        }
        catch (ExternalStorageException e)
        {
            results[index] = SaveResult.Failed(e);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            results[index] = SaveResult.Failed(FileErrors.Translate(url, key, e));
        }
    }

    private sealed record Pending(int Index, StoredRecord Next, StoredRecord? Current, RecordPlace Target, string Temporary);
}

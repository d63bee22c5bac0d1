using Toast.Registry;
using Toast.Verbs.Dumping;

namespace Toast.Verbs.Bulk;

/// <summary>Some of the items of a bulk dump, all of them on their way. What is one plain write goes with others; graphs and the like are dumped each for itself.</summary>
internal sealed class BulkChunk
{
    private readonly RuntimeContext context;
    private readonly Dumper dumper;
    private readonly DumpOptions? options;
    private readonly BulkFailures failures;
    private readonly CancellationToken cancellationToken;
    private readonly Place[] places;
    private readonly BulkWrites writes;

    /// <summary>Takes the content of the items and starts to send it.</summary>
    /// <param name="context">What all verbs share.</param>
    /// <param name="dumper">Prepares and dumps.</param>
    /// <param name="models">The items.</param>
    /// <param name="before">How many items came before these.</param>
    /// <param name="seen">Where each instance of the bulk came first.</param>
    /// <param name="options">What this bulk does differently.</param>
    /// <param name="failures">Tells of what failed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public BulkChunk(
        RuntimeContext context, Dumper dumper, object[] models, int before, SeenInstances seen, DumpOptions? options, BulkFailures failures, CancellationToken cancellationToken)
    {
        (this.context, this.dumper, this.options, this.failures, this.cancellationToken) = (context, dumper, options, failures, cancellationToken);
        places = new Place[models.Length];
        writes = new BulkWrites(context.DeadlineFor(options?.Timeout), cancellationToken);
        for (int i = 0; i < models.Length; i++)
        {
            places[i] = Start(models[i], before + i, seen);
        }

        Ended = writes.EndAsync();
    }

    private Task Ended { get; }

    /// <summary>Waits for the items and adds how they ended to those that came before.</summary>
    public async Task AddToAsync(List<DumpResult> results)
    {
        // What comes next, reading the caller's items among it, is none of the store's threads' business.
        await Ended.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        foreach (Place place in places)
        {
            DumpResult result = place.Result ?? place.Write?.Result
                ?? (place.Dump is { } dump ? await dump.ConfigureAwait(false) : results[place.First]);
            if (place.Write is not null)
            {
                failures.Add(result.Error, null);
            }

            results.Add(result);
        }
    }

    private Place Start(object? model, int position, SeenInstances seen)
    {
        if (model is null)
        {
            return new Place(Result: new DumpResult { Error = new ArgumentNullException(nameof(model), $"Item {position} is null.") });
        }

        if (!seen.TryAdd(model, position, out int first))
        {
            return new Place(First: first);
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ModelInfo info = context.Models.Get(model.GetType());
            if (dumper.TryPrepare(model, info, options) is not { } dump)
            {
                return new Place(Dump: DumpAsync(model, info));
            }

            var write = new ModelWrite(dump, Commit.RequestOf(dump, null, options));
            writes.Add(write);
            return new Place(Write: write);
        }
#pragma warning disable CA1031 // Whatever it is, it is the error of this item: the others may be stored already, and their results must not be lost.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            failures.Add(e, null);
            return new Place(Result: new DumpResult { Error = e });
        }
    }

    private async Task<DumpResult> DumpAsync(object model, ModelInfo info)
    {
        try
        {
            Dumped dumped = await dumper.DumpAsync(model, info, null, options, cancellationToken).ConfigureAwait(false);
            return new DumpResult { Reference = dumped.Reference, Version = dumped.Version };
        }
#pragma warning disable CA1031 // As above.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            failures.Add(e, null);
            return new DumpResult { Error = e };
        }
    }

    /// <summary>What became of one item: it has ended, is written, is dumped, or came before.</summary>
    private readonly record struct Place(DumpResult? Result = null, BulkWrite? Write = null, Task<DumpResult>? Dump = null, int First = 0);
}

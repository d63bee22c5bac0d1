using Microsoft.AspNetCore.Http;
using Toast.Verbs;

namespace Toast.AspNetCore;

/// <summary>Dumps the model that a request leads to, under the conditions of the request.</summary>
internal static class ModelStore
{
    /// <summary>Stores a model where there is something to store, and gives its record.</summary>
    public static async Task<StoredModel> StoreAsync(HttpContext context, object model, StoreTarget? target)
    {
        ToastRuntime toast = context.Runtime();
        Binding? before = Identities.Of(model).Bound;
        if (before is not null && (target is null || target.Id == before.Reference.Id) && toast.StandingOf(model).IsStored)
        {
            return new StoredModel(before.Reference, before.Version, IsNew: false);
        }

        ExternalReference? over = target is null ? null : new ExternalReference(toast.ClassNameOf(model), target.Id);
        Preconditions conditions = ConditionsFor(context, over ?? before?.Reference);
        if (over is null && before is null)
        {
            await CreateAsync(context, model, conditions).ConfigureAwait(false);
        }
        else if (over is null || target!.Version is not null)
        {
            await ChangeAsync(context, model, before?.Reference ?? over!, target?.Version ?? before!.Version, over, conditions).ConfigureAwait(false);
        }
        else
        {
            await PutAsync(context, model, over, conditions).ConfigureAwait(false);
        }

        Binding stored = Identities.Of(model).Bound!;
        return new StoredModel(stored.Reference, stored.Version, IsNew: before is null && stored.Version == 1);
    }

    /// <summary>The conditions of a request are about the record that its path names, and about no other that its handler may write.</summary>
    private static Preconditions ConditionsFor(HttpContext context, ExternalReference? written)
    {
        bool isAbout = context.Features.Get<RequestSubject>() is not { } subject || subject.Reference == written;
        return isAbout && !ModelInput.IsSafe(context.Request) ? Preconditions.Of(context.Request) : default;
    }

    private static Task<ExternalReference> CreateAsync(HttpContext context, object model, Preconditions conditions) => conditions.Hold(0)
        ? DumpAsync(context, model, null, null)
        : throw new RequestFault(new Problem
        {
            Status = StatusCodes.Status412PreconditionFailed,
            Code = ErrorCodes.Conflict,
            Detail = "If-Match was sent, but the request makes a new record, which has no version yet. Send no If-Match.",
        });

    /// <summary>Writes over a version that is known. Without a condition the model's own rule decides, or what the handler asked for.</summary>
    private static Task<ExternalReference> ChangeAsync(
        HttpContext context, object model, ExternalReference record, long version, ExternalReference? over, Preconditions conditions)
    {
        if (!conditions.Hold(version))
        {
            throw Conflicts.OtherVersion(record, version);
        }

        return DumpAsync(context, model, over, conditions.IsNone && over is null ? null : version);
    }

    /// <summary>Writes under a given id, whatever is there, as far as the conditions allow.</summary>
    private static Task<ExternalReference> PutAsync(HttpContext context, object model, ExternalReference over, Preconditions conditions) =>
        conditions.IsNone || conditions.ExpectedVersion is not null
            ? DumpAsync(context, model, over, conditions.ExpectedVersion)
            : ConditionalWrite.RunAsync(context, over, conditions, version => DumpAsync(context, model, over, version));

    private static async Task<ExternalReference> DumpAsync(HttpContext context, object model, ExternalReference? over, long? version)
    {
        ToastRuntime toast = context.Runtime();
        DumpOptions? options = version is null ? null : new DumpOptions { ExpectedVersion = version };
        try
        {
            return await (over is null
                ? toast.DumpAsync(model, options, context.RequestAborted)
                : toast.DumpAsync(model, over, options, context.RequestAborted)).ConfigureAwait(false);
        }
        catch (RecordNotFoundException) when (version > 0 && Preconditions.IsSent(context.Request) && (over ?? Identities.ReferenceOf(model)) is { } known)
        {
            throw Conflicts.Missing(known);
        }
    }
}

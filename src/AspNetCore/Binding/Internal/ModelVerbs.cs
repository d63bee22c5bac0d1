using System.Collections.Concurrent;

namespace Toast.AspNetCore;

/// <summary>The verbs on a model whose type is known only at run time.</summary>
internal abstract class ModelVerbs
{
    private static readonly ConcurrentDictionary<Type, ModelVerbs> Known = new();

    public static ModelVerbs Of(Type model) =>
        Known.GetOrAdd(model, static type => (ModelVerbs)Activator.CreateInstance(typeof(OfModel<>).MakeGenericType(type))!);

    public abstract Task<object> ValidateAsync(IToast toast, ExternalReference reference, CancellationToken cancellationToken);

    public abstract Task<object> ValidateJsonAsync(IToast toast, ReadOnlyMemory<byte> json, CancellationToken cancellationToken);

    private sealed class OfModel<T> : ModelVerbs
        where T : class
    {
        public override async Task<object> ValidateAsync(IToast toast, ExternalReference reference, CancellationToken cancellationToken) =>
            await toast.ValidateAsync<T>(reference, null, cancellationToken).ConfigureAwait(false);

        public override async Task<object> ValidateJsonAsync(IToast toast, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
            await toast.ValidateJsonAsync<T>(json, null, cancellationToken).ConfigureAwait(false);
    }
}

using System.Text.Json;
using Toast.Verbs;

namespace Toast;

/// <summary>
/// The verbs on models themselves, through the ambient engine (<see cref="AmbientToast"/>): <c>await user.DumpAsync()</c>,
/// <c>await UserProfile.ValidateAsync(reference)</c>. With dependency injection the same verbs stand on <see cref="IToast"/>.
/// </summary>
public static class ExternalVerbs
{
    extension<T>(T model)
        where T : class, IExternal
    {
        /// <inheritdoc cref="IToast.DumpAsync{T}(T, DumpOptions?, CancellationToken)"/>
        public Task<ExternalReference> DumpAsync(DumpOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.DumpAsync(model, options, cancellationToken);

        /// <inheritdoc cref="IToast.DumpAsync{T}(T, ExternalReference, DumpOptions?, CancellationToken)"/>
        public Task<ExternalReference> DumpAsync(
            ExternalReference reference, DumpOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.DumpAsync(model, reference, options, cancellationToken);

        /// <inheritdoc cref="IToast.DumpJsonAsync{T}(T, DumpOptions?, CancellationToken)"/>
        public Task<string> DumpJsonAsync(DumpOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.DumpJsonAsync(model, options, cancellationToken);

        /// <inheritdoc cref="IToast.DeleteAsync{T}(T, DeleteOptions?, CancellationToken)"/>
        public Task<bool> DeleteAsync(DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.DeleteAsync(model, options, cancellationToken);

        /// <inheritdoc cref="IToast.GetReference{T}(T)"/>
        public ExternalReference? GetReference() => AmbientToast.Current.GetReference(model);
    }

    extension<T>(T)
        where T : class, IExternal
    {
        /// <inheritdoc cref="IToast.ValidateAsync{T}(ExternalReference, ValidateOptions?, CancellationToken)"/>
        public static Task<T> ValidateAsync(
            ExternalReference reference, ValidateOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.ValidateAsync<T>(reference, options, cancellationToken);

        /// <inheritdoc cref="IToast.ValidateAsync{T}(JsonElement, ValidateOptions?, CancellationToken)"/>
        public static Task<T> ValidateAsync(
            JsonElement referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.ValidateAsync<T>(referenceOrData, options, cancellationToken);

        /// <inheritdoc cref="IToast.ValidateJsonAsync{T}(string, ValidateOptions?, CancellationToken)"/>
        public static Task<T> ValidateJsonAsync(
            string referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.ValidateJsonAsync<T>(referenceOrData, options, cancellationToken);

        /// <inheritdoc cref="IToast.ValidateJsonAsync{T}(ReadOnlyMemory{byte}, ValidateOptions?, CancellationToken)"/>
        public static Task<T> ValidateJsonAsync(
            ReadOnlyMemory<byte> referenceOrData, ValidateOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.ValidateJsonAsync<T>(referenceOrData, options, cancellationToken);

        /// <inheritdoc cref="IToast.UpdateAsync{T}(ExternalReference, Func{T, T}, DumpOptions?, CancellationToken)"/>
        public static Task<T> UpdateAsync(
            ExternalReference reference, Func<T, T> change, DumpOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.UpdateAsync(reference, change, options, cancellationToken);

        /// <inheritdoc cref="IToast.ListAsync{T}(ListOptions?, CancellationToken)"/>
        public static IAsyncEnumerable<ExternalReference> ListAsync(ListOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current.ListAsync<T>(options, cancellationToken);

        /// <inheritdoc cref="IToast.DeleteAsync(ExternalReference, DeleteOptions?, CancellationToken)"/>
        public static Task<bool> DeleteAsync(
            ExternalReference reference, DeleteOptions? options = null, CancellationToken cancellationToken = default) =>
            AmbientToast.Current is ToastRuntime toast
                ? toast.DeleteAsync(typeof(T), reference, options, cancellationToken)
                : AmbientToast.Current.DeleteAsync(reference, options, cancellationToken);
    }
}

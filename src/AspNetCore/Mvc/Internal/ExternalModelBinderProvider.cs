using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Toast.AspNetCore;

/// <summary>Takes the parameters of actions that are models. A model inside another object of the request is left to MVC.</summary>
internal sealed class ExternalModelBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata is { MetadataKind: ModelMetadataKind.Parameter, ModelType: var type } && ModelTypes.IsModel(type)
        && (context.BindingInfo.BindingSource is not { } source || IsOurs(source))
            ? ExternalModelBinder.Instance
            : null;

    private static bool IsOurs(BindingSource source) =>
        source == BindingSource.Body || source == BindingSource.Path || source == BindingSource.Custom;
}

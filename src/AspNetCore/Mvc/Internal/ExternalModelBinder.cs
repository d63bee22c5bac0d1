using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>Binds a parameter of an action to a model. Failures are exceptions, which <see cref="ModelMvcFilter"/> answers.</summary>
internal sealed class ExternalModelBinder : IModelBinder
{
    public static ExternalModelBinder Instance { get; } = new();

    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        HttpContext context = bindingContext.HttpContext;
        IReadOnlyList<ModelParameter> parameters = context.GetEndpoint()!.Metadata.GetRequiredMetadata<ModelParameters>().All;
        ModelParameter parameter = parameters.First(one => one.Name == bindingContext.ModelMetadata.ParameterName);
        object? model = await ModelInput.BindAsync(context, OnThisRoute(context, parameter), parameter == ModelInput.SubjectOf(context, parameters))
            .ConfigureAwait(false);
        if (model is not null)
        {
            // Toast has checked the rules of the model, on the way in or when it was stored.
            bindingContext.ValidationState.Add(model, new ValidationStateEntry { SuppressValidation = true });
        }

        bindingContext.Result = ModelBindingResult.Success(model);
    }

    /// <summary>An action may have several routes, of which only some hold the id.</summary>
    private static ModelParameter OnThisRoute(HttpContext context, ModelParameter parameter) =>
        parameter.RouteName is { } name && context.GetEndpoint() is RouteEndpoint endpoint && endpoint.RoutePattern.GetParameter(name) is null
            ? parameter with { RouteName = null }
            : parameter;
}

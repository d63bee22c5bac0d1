using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Toast.AspNetCore;

/// <summary>Says of each action which of its parameters are models, and whether they come from the route or the body.</summary>
internal sealed class ModelActionProvider : IApplicationModelProvider
{
    /// <summary>After the actions are found (-1000), and before [ApiController] takes every model for the body of the request (-900).</summary>
    public int Order => -950;

    public void OnProvidersExecuting(ApplicationModelProviderContext context)
    {
        foreach (ActionModel action in context.Result.Controllers.SelectMany(controller => controller.Actions))
        {
            foreach (SelectorModel selector in action.Selectors)
            {
                selector.EndpointMetadata.Add(ModelEndpointMark.Instance);
            }

            ILookup<bool, ParameterModel> parameters = action.Parameters.ToLookup(IsOurs);
            if (parameters[true].Any())
            {
                Describe(action, [.. parameters[true]], parameters[false]);
            }
        }
    }

    public void OnProvidersExecuted(ApplicationModelProviderContext context)
    {
    }

    private static bool IsOurs(ParameterModel parameter) =>
        ModelTypes.IsModel(parameter.ParameterType)
        && (parameter.BindingInfo?.BindingSource is not { } said || said == BindingSource.Body || said == BindingSource.Path);

    private static void Describe(ActionModel action, ParameterModel[] models, IEnumerable<ParameterModel> others)
    {
        string?[] routeNames = ModelParameter.RouteNamesOf([.. models.Select(NameOf)], others.Select(NameOf), RouteNamesOf(action));
        var parameters = new ModelParameter[models.Length];
        for (int i = 0; i < models.Length; i++)
        {
            ParameterModel model = models[i];
            BindingInfo binding = model.BindingInfo ??= new BindingInfo();
            string? routeName = binding.BindingSource == BindingSource.Body ? null
                : binding.BindingSource == BindingSource.Path ? routeNames[i] ?? NameOf(model)
                : routeNames[i];
            binding.BindingSource = routeName is null ? BindingSource.Body : BindingSource.Custom;
            parameters[i] = new ModelParameter(model.ParameterName, model.ParameterType, routeName, ModelParameter.AllowsNull(model.ParameterInfo));
        }

        foreach (SelectorModel selector in action.Selectors)
        {
            selector.EndpointMetadata.Add(new ModelParameters(parameters));
        }
    }

    private static string NameOf(ParameterModel parameter) => parameter.BindingInfo?.BinderModelName ?? parameter.ParameterName;

    private static IEnumerable<string> RouteNamesOf(ActionModel action) => action.Selectors
        .Concat(action.Controller.Selectors)
        .Select(selector => selector.AttributeRouteModel?.Template)
        .OfType<string>()
        .SelectMany(template => RoutePatternFactory.Parse(template.TrimStart('~')).Parameters)
        .Select(parameter => parameter.Name);
}

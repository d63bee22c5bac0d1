using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Toast.AspNetCore;

/// <summary>
/// Corrects what ASP.NET Core thinks of models: those of the path are ids, those of the body are either of two forms, and those of answers are references.
/// Whoever describes the application by its <c>ApiDescription</c>s sees it.
/// </summary>
internal sealed class ModelDescriptionProvider : IApiDescriptionProvider
{
    /// <summary>After those of ASP.NET Core (-1100 and -1000).</summary>
    public int Order => -900;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (ApiDescription endpoint in context.Results)
        {
            IList<object> metadata = endpoint.ActionDescriptor.EndpointMetadata;
            ModelParameter[] parameters = [.. metadata.OfType<ModelParameters>().LastOrDefault()?.All ?? []];
            bool isOurs = parameters.Length > 0 || metadata.OfType<ModelEndpointMark>().Any();
            ApiResponseType? answer = endpoint.SupportedResponseTypes.FirstOrDefault(one => ModelOf(one.Type) is not null);
            bool hasReference = endpoint.SupportedResponseTypes.Any(one => one.Type == typeof(ExternalReference));
            if (!isOurs || (parameters.Length == 0 && answer is null && !hasReference))
            {
                continue;
            }

            var description = new ModelDescription
            {
                Body = parameters.FirstOrDefault(parameter => parameter.RouteName is null),
                HasSubject = parameters.Any(parameter => parameter.RouteName is not null),
                GivesReference = hasReference && answer is null,
                Answer = ModelOf(answer?.Type),
                IsList = ModelTypes.ItemOf(answer?.Type ?? typeof(void)) is not null,
                AsData = metadata.OfType<AsDataAttribute>().Any(),
            };
            endpoint.Properties[typeof(ModelDescription)] = description;
            Correct(endpoint, parameters);
            Correct(endpoint, description);
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static Type? ModelOf(Type? type) => type is null ? null
        : ModelTypes.IsModel(type) ? type
        : ModelTypes.ItemOf(type);

    private static void Correct(ApiDescription endpoint, ModelParameter[] parameters)
    {
        foreach (ModelParameter parameter in parameters)
        {
            ApiParameterDescription? described = endpoint.ParameterDescriptions.FirstOrDefault(one => one.Type == parameter.Model && one.Name == parameter.Name)
                ?? endpoint.ParameterDescriptions.FirstOrDefault(one => one.Type == parameter.Model);
            if (described is null)
            {
                continue;
            }

            if (parameter.RouteName is null)
            {
                (described.Source, described.Type) = (BindingSource.Body, typeof(object));
                continue;
            }

            foreach (ApiParameterDescription same in endpoint.ParameterDescriptions
                .Where(one => one != described && one.Source == BindingSource.Path && one.Name == parameter.RouteName).ToArray())
            {
                endpoint.ParameterDescriptions.Remove(same);
            }

            (described.Source, described.Type, described.Name) = (BindingSource.Path, typeof(Guid), parameter.RouteName);
            (described.IsRequired, described.ParameterDescriptor) = (true, null!);
        }
    }

    private static void Correct(ApiDescription endpoint, ModelDescription description)
    {
        foreach (ApiResponseType answer in endpoint.SupportedResponseTypes.Where(one => ModelOf(one.Type) is not null))
        {
            answer.Type = description.AsData ? typeof(object) : description.IsList ? typeof(ExternalReference[]) : typeof(ExternalReference);
            answer.ModelMetadata = null;
            answer.ApiResponseFormats = [new ApiResponseFormat { MediaType = MediaTypes.Json }];
        }

        bool isWrite = endpoint.HttpMethod is { } method && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);
        if (isWrite && description is { Answer: not null, AsData: false, IsList: false }
            && endpoint.SupportedResponseTypes is [{ StatusCode: StatusCodes.Status200OK }])
        {
            endpoint.SupportedResponseTypes.Add(new ApiResponseType
            {
                StatusCode = StatusCodes.Status201Created,
                Type = typeof(ExternalReference),
                ApiResponseFormats = [new ApiResponseFormat { MediaType = MediaTypes.Json }],
            });
        }
    }
}

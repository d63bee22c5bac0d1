using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Toast.AspNetCore;

/// <summary>Turns the models that handlers of a group return into answers.</summary>
internal static class ModelResultFilter
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next) =>
        MayBeModel(Unwrapped(factory.MethodInfo.ReturnType))
            ? async invocation => Convert(await next(invocation).ConfigureAwait(false), invocation.HttpContext)
            : next;

    /// <summary>The type that a handler gives, awaited.</summary>
    public static Type Unwrapped(Type returned) =>
        returned.IsGenericType && returned.GetGenericTypeDefinition() is var definition && (definition == typeof(Task<>) || definition == typeof(ValueTask<>))
            ? returned.GetGenericArguments()[0]
            : returned;

    public static bool IsAsData(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AsDataAttribute>() is not null;

    /// <summary>Ok and Created say no more than that it went well; which of the two it is, the dump decides.</summary>
    public static int? ChosenStatus(int? status) => status is StatusCodes.Status200OK or StatusCodes.Status201Created ? null : status;

    private static bool MayBeModel(Type given) => !given.IsValueType && given != typeof(void) && given != typeof(string) && given != typeof(Task)
        && !(given.IsGenericType && given.GetGenericTypeDefinition() == typeof(ReferenceHttpResult<>));

    private static object? Convert(object? given, HttpContext context)
    {
        // A union holds one of its results: Results<Ok<Order>, NotFound>.
        object? result = given is INestedHttpResult nested ? nested.Result : given;
        if (ModelResult.Takes(result))
        {
            return new ModelResult(result!, IsAsData(context));
        }

        if (result is not IValueHttpResult { Value: { } value } || IsReference(result) || !ModelResult.Takes(value))
        {
            return given;
        }

        bool asData = IsAsData(context);
        int? status = (result as IStatusCodeHttpResult)?.StatusCode;
        return new ModelResult(value, asData, asData ? status : ChosenStatus(status), ChosenLocation(result));
    }

    private static bool IsReference(object result) =>
        result.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ReferenceHttpResult<>);

    private static string? ChosenLocation(object result)
    {
        Type type = result.GetType();
        bool hasLocation = type.IsGenericType && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Created<>) || definition == typeof(Accepted<>));
        return hasLocation ? type.GetProperty(nameof(Created.Location))!.GetValue(result) as string : null;
    }
}

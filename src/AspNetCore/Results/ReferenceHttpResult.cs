using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Toast.AspNetCore;

/// <summary>Dumps a model when it is executed and answers its reference. Made by <c>TypedResults.Reference(model)</c>.</summary>
/// <typeparam name="T">The model.</typeparam>
public sealed class ReferenceHttpResult<T> : IResult, IEndpointMetadataProvider, IValueHttpResult, IValueHttpResult<T>
    where T : class
{
    private readonly StoreTarget? target;

    internal ReferenceHttpResult(T model, StoreTarget? target)
    {
        ArgumentNullException.ThrowIfNull(model);
        Value = model;
        this.target = target;
    }

    /// <summary>The model.</summary>
    public T Value { get; }

    T? IValueHttpResult<T>.Value => Value;

    object? IValueHttpResult.Value => Value;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        return FailureGuard.RunAsync(httpContext, context => ReferenceAnswer.WriteAsync(context, Value, target));
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => AnswerMetadata.AddReference(builder.Metadata);
}

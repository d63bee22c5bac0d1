using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>Puts endpoints of the host behind the API keys of Toast.</summary>
public static class ApiKeyEndpointConventions
{
    /// <summary>
    /// Makes endpoints ask for an API key, as those of Toast do: without a known one they answer 401, with one that allows too little 403, both as problem
    /// details. While no key is configured they are open. Needs no middleware: the endpoints themselves ask.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of endpoints.</typeparam>
    /// <param name="builder">The endpoints: one, or a group.</param>
    /// <param name="access">What the key must allow.</param>
    /// <param name="browser">
    /// True for pages that people open by their address: the key is then also taken as the password of HTTP Basic authentication, with any user name, for
    /// which browsers show a prompt. Leave it off where a request changes something, since browsers send such a password by themselves.
    /// </param>
    /// <returns>The endpoints.</returns>
    /// <exception cref="InvalidOperationException">On building the endpoints: <c>AddToastApiKeys</c> was not called.</exception>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder builder, ApiKeyAccess access = ApiKeyAccess.Read, bool browser = false)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint =>
        {
            ApiKeys keys = endpoint.ApplicationServices.GetService<ApiKeys>() ?? throw new InvalidOperationException(
                $"The endpoint {endpoint.DisplayName} asks for an API key, and the services know none. Call services.AddToastApiKeys first.");
            RequestDelegate? inner = endpoint.RequestDelegate;
            if (inner is not null)
            {
                endpoint.RequestDelegate = context =>
                {
                    try
                    {
                        keys.Admit(context, browser).Require(access);
                    }
                    catch (RequestFault refusal)
                    {
                        return ProblemAnswer.WriteAsync(context, refusal.Problem);
                    }

                    return inner(context);
                };
            }
        });
        return builder;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Toast.Verbs;

namespace Toast.AspNetCore;

/// <summary>The engine of a request.</summary>
internal static class RequestToast
{
    public static IToast Toast(this HttpContext context) => context.RequestServices.GetRequiredService<IToast>();

    public static ToastRuntime Runtime(this HttpContext context) => context.Toast() as ToastRuntime ?? throw new InvalidOperationException(
        "The registered IToast was not made by a ToastBuilder, so that endpoints cannot take and give models. Register it with AddToast.");
}

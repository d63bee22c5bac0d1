using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>Reads class name and id from the path of a request. Nothing of a path that is not well formed reaches a store.</summary>
internal static class PathReference
{
    public const string ClassNameKey = "class";

    public const string IdKey = "id";

    public static string ClassName(HttpContext context)
    {
        string className = Text(context, ClassNameKey);
        if (ClassNameRules.Check(className) is { } problem)
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidReference,
                $"The class name '{HostileText.Show(className)}' in the path {problem}. Percent-encode the class name of a reference as it is.")
            {
                Expected = ClassNameRules.Description,
            };
        }

        return className;
    }

    public static ExternalReference Reference(HttpContext context)
    {
        string className = ClassName(context);
        if (!ReferenceText.TryParseId(Text(context, IdKey), out Guid id))
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidReference,
                "The id in the path is not a UUID. Write it as 550e8400-e29b-41d4-a716-446655440000, as it was returned by a dump.")
            {
                ClassName = className,
                Expected = "a UUID",
            };
        }

        return new ExternalReference(className, id);
    }

    public static string Path(HttpContext context, ExternalReference reference) =>
        $"{context.Request.PathBase.ToUriComponent()}/records/{Uri.EscapeDataString(reference.ClassName)}/{reference.Id:D}";

    private static string Text(HttpContext context, string key) => context.GetRouteValue(key) as string ?? "";
}

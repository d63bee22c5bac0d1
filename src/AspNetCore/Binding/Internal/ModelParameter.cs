using System.Reflection;

namespace Toast.AspNetCore;

/// <summary>A parameter of an endpoint that takes a model.</summary>
/// <param name="Name">The name in the declaration.</param>
/// <param name="Model">The model or a base of it.</param>
/// <param name="RouteName">The route parameter that holds its id; null if it comes from the body.</param>
/// <param name="IsOptional">True if nothing may be there, and null is passed then.</param>
internal sealed record ModelParameter(string Name, Type Model, string? RouteName, bool IsOptional)
{
    private const string Id = "id";

    /// <summary>True if the declaration says that null is welcome: <c>Order?</c> or a default value.</summary>
    public static bool AllowsNull(ParameterInfo parameter) =>
        parameter.HasDefaultValue || new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;

    /// <summary>
    /// Finds the route parameters that hold the ids of models: those of their names, with or without <c>Id</c> behind; and one that is just called
    /// <c>id</c>, if a single model is left for it. Route parameters that the handler takes itself hold no model.
    /// </summary>
    /// <param name="models">The names of the parameters that take models.</param>
    /// <param name="others">The names of the handler's other parameters.</param>
    /// <param name="routeNames">The names in the route.</param>
    /// <returns>For each model its route parameter, or null.</returns>
    public static string?[] RouteNamesOf(IReadOnlyList<string> models, IEnumerable<string> others, IEnumerable<string> routeNames)
    {
        var free = new HashSet<string>(routeNames, StringComparer.OrdinalIgnoreCase);
        free.ExceptWith(others);
        string?[] found = [.. models.Select(name => Take(free, name) ?? Take(free, name + Id))];
        if (found.Count(name => name is null) == 1 && Take(free, Id) is { } id)
        {
            found[Array.IndexOf(found, null)] = id;
        }

        return found;
    }

    private static string? Take(HashSet<string> free, string name)
    {
        if (!free.TryGetValue(name, out string? actual))
        {
            return null;
        }

        free.Remove(actual);
        return actual;
    }
}

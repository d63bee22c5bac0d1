using System.Reflection;

namespace Toast.Silo.Tests.Cluster;

/// <summary>What the server under test was built with.</summary>
internal static class BuiltWith
{
    public static bool Orleans { get; } = Assembly.Load("Toast.Silo").GetReferencedAssemblies().Any(assembly => assembly.Name == "Toast.Grains");

    public static void SkipUnlessOrleans() => Skip.IfNot(Orleans, "Toast was built without Orleans");
}

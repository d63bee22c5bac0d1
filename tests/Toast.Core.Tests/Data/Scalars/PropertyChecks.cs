using FsCheck;

namespace Toast.Core.Tests.Data.Scalars;

/// <summary>Runs a property as part of a test: a counterexample, shrunk, fails it.</summary>
internal static class PropertyChecks
{
    public static void QuickCheckThrowOnFailure(this Property property) => Check.QuickThrowOnFailure(property);
}

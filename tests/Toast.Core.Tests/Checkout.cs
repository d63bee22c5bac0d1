namespace Toast.Core.Tests;

/// <summary>Finds files of the checkout the tests were built from.</summary>
internal static class Checkout
{
    private static readonly string Root = FindRoot();

    /// <summary>Debug or Release: whichever these tests were built as, the programs they start were built as too.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Toast.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}

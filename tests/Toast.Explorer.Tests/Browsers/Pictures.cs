namespace Toast.Explorer.Tests;

/// <summary>Where pictures of the page are kept: <c>artifacts/explorer</c> of the checkout.</summary>
internal static class Pictures
{
    public static string Folder { get; } = Directory.CreateDirectory(Path.Combine(FindRoot(), "artifacts", "explorer")).FullName;

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Toast.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run outside a checkout.");
    }
}

namespace Toast.Explorer.Tests;

/// <summary>All tests share one browser, and run one after the other: what is measured is of the whole process.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>
{
    public const string Name = "Browser";
}

using Microsoft.Playwright;
using Toast.Servers;

namespace Toast.Explorer.Tests;

/// <summary>The browser of this machine, started once for all tests; without one they are skipped, with the reason.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Debian's name, its name elsewhere, and what people have who installed it themselves.
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? reason;

    /// <summary>The browser; ends the test as skipped where there is none.</summary>
    public IBrowser Browser
    {
        get
        {
            Skip.If(browser is null, reason);
            return browser!;
        }
    }

    public async Task InitializeAsync()
    {
        try
        {
            string program = Names.Select(Machine.Look).FirstOrDefault(found => found is not null) ?? Machine.Find(Names[0], Names[0]);
            Assertions.SetDefaultExpectTimeout(Visit.Patience);
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Headless = true });
        }
        catch (Exception failure) when (failure is ServerUnavailableException or PlaywrightException)
        {
            reason = $"No browser: {failure.Message.Split('\n')[0]}";
        }
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }
}

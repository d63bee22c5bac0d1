using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Toast.Explorer.Tests;

/// <summary>
/// Somebody who looks at a server, in a browser window of their own. Whatever the browser complains of, and each request it sends, is kept; a visit that ends
/// with a complaint, or with a request to another host, has failed.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    /// <summary>How long anything may take to show itself, in milliseconds.</summary>
    public const int Patience = 30_000;

    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly IBrowserContext context;
    private readonly Uri address;

    private Visit(IBrowserContext context, IPage page, Uri address)
    {
        this.context = context;
        this.address = address;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>The addresses that were asked for.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>Takes a complaint for expected, such as that of a refused key, which the browser tells of by itself.</summary>
    public string? Expected { get; set; }

    public static async Task<Visit> BeginAsync(Chromium chromium, Uri address, string path = "/", int width = 1280, int height = 900, bool dark = false)
    {
        IBrowserContext context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        IPage page = await context.NewPageAsync();
        var visit = new Visit(context, page, address);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                visit.complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => visit.complaints.Enqueue(error);
        page.Dialog += (_, dialog) => visit.complaints.Enqueue($"a dialog: {dialog.Message}");
        page.Request += (_, request) => visit.requests.Enqueue(request.Url);
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(path);
        return visit;
    }

    /// <summary>Keeps a picture of the whole page as output of the tests.</summary>
    public Task PictureAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures.Folder, $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        Assert.DoesNotContain(complaints, complaint => Expected is null || !complaint.Contains(Expected, StringComparison.Ordinal));
        Assert.All(requests, request => Assert.StartsWith(address.GetLeftPart(UriPartial.Authority), request, StringComparison.Ordinal));
    }
}

using System.Net;
using System.Net.Sockets;

namespace Toast.Silo.Tests.Processes;

public sealed class StartErrorTests : IDisposable
{
    private const string Key = "hunter2-hunter2-hunter2";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string[], string> Mistakes() => new()
    {
        { ["--Toast:Store", "nonsense"], "Toast:Store cannot be used: " },
        { ["--Toast:Store", "nosuch://server/db"], "No backend is registered for the scheme 'nosuch'" },
        { ["--Toast:Store", "sqlite:///${TOAST_TEST_NOT_SET}"], "TOAST_TEST_NOT_SET" },
        { ["--Toast:Stroe", "sqlite:///x.db"], "Toast:Stroe is not a setting. The settings are Toast:Store, Toast:Stores, " },
        { ["--Toast:AllowRemote", "perhaps"], "Toast:AllowRemote is neither true nor false" },
        { ["--urls", "http://0.0.0.0:0"], "Set one as Toast:ApiKeys:<name>:Key" },
        { ["--urls", "http://*:0"], "or set Toast:AllowRemote=true" },
        { ["--urls", "http://[::]:0"], "or set Toast:AllowRemote=true" },
        { ["--urls", "http://127.0.0.1:0;http://example.org:0"], "urls names http://example.org:0" },
        { ["--http_ports", "0"], "http_ports names" },
        { ["--Kestrel:Endpoints:Public:Url", "http://0.0.0.0:0"], "Kestrel:Endpoints:Public:Url names" },
        { ["--Toast:ApiKeys", "one"], "Toast:ApiKeys is a section" },
        { ["--Toast:ApiKeys:app:Key", "hunter2"], "Toast:ApiKeys:app:Key holds a key of less than 16 characters. Make one with: openssl rand -hex 32" },
        { ["--Toast:ApiKeys:app:Key", "hunter2 hunter2 hunter2"], "Toast:ApiKeys:app:Key holds a key with characters other than" },
        { ["--Toast:ApiKeys:app:Key", Key, "--Toast:ApiKeys:app:KeyFile", "x"], "Toast:ApiKeys:app needs either Key or KeyFile" },
        { ["--Toast:ApiKeys:app:KeyFile", "nosuch"], "Toast:ApiKeys:app:KeyFile names a file that cannot be read" },
        { ["--Toast:ApiKeys:app:Key", Key, "--Toast:ApiKeys:app:Hunter2", "x"], "Toast:ApiKeys:app has a setting that is not known" },
        { ["--Toast:ApiKeys:app:Key", Key, "--Toast:ApiKeys:app:ReadOnly", "perhaps"], "Toast:ApiKeys:app:ReadOnly is neither true nor false" },
        { ["--Toast:ApiKeys:app:Key", Key, "--Toast:ApiKeys:app:Classes", "A/B"], "Toast:ApiKeys:app:Classes holds 'A/B'" },
        { ["--Toast:ApiKeys:app:Key", Key, "--Toast:ApiKeys:two:Key", Key], "Toast:ApiKeys:two holds the same key as Toast:ApiKeys:app" },
        { ["--Toast:Limits:MaxDepth", "0"], "Toast:Limits:MaxDepth is no whole number from 1 to 1000" },
        { ["--Toast:Limits:IdleTimeout", "00:00:00.5"], "Toast:Limits:IdleTimeout is not from 00:00:01 to 1.00:00:00" },
        { ["--urls", "7070"], "urls holds an address that cannot be read" },
        { ["--urls", "http://127.0.0.1:99999"], "urls holds an address that cannot be read" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_in_the_settings_ends_the_start_with_one_clear_text(string[] arguments, string expected)
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.FullName, arguments);

        Assert.Equal(1, await silo.EndAsync());
        Assert.Contains(expected, silo.Errors, StringComparison.Ordinal);
        Assert.StartsWith("Toast cannot start. ", silo.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", silo.Errors, StringComparison.OrdinalIgnoreCase);
        AssertIsOneLine(silo);
    }

    [Fact]
    [Trait("Behaviour", "B-401")]
    public async Task B_401_a_wrong_store_url_is_not_quoted()
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.FullName, "--Toast:Store", "nosuch://user:hunter2@server/db?key=hunter3");

        Assert.Equal(1, await silo.EndAsync());
        Assert.DoesNotContain("hunter", silo.Errors + silo.Output, StringComparison.Ordinal);
        AssertIsOneLine(silo);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        await using SiloProcess silo = await SiloProcess.StartAsync(
            folder.FullName, "--urls", address, "--Toast:Store", SiloProcess.StoreIn(folder.FullName));

        Assert.Equal(1, await silo.EndAsync());
        Assert.Contains("in use by another program", silo.Errors, StringComparison.Ordinal);
        AssertIsOneLine(silo);
    }

    private static void AssertIsOneLine(SiloProcess silo)
    {
        Assert.Equal("", silo.Output);
        Assert.Single(silo.Errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", silo.Errors, StringComparison.Ordinal);
    }
}

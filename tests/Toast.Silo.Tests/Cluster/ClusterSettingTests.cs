using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Toast.Silo.Tests.Cluster;

/// <summary>Each setting of section Toast:Cluster, set wrongly: the server does not start, names the key and says what to do.</summary>
public sealed class ClusterSettingTests : IDisposable
{
    private const string Remedy = "Set Toast:Cluster:Tls, or Toast:AllowRemote=true";

    private readonly TemporaryFolder folder = new();

    /// <summary>Without Orleans the server knows no cluster, and refuses one before it looks at ports and files.</summary>
    public static TheoryData<string, string, string> SingleMistakes() => new()
    {
        { "Mode", "swarm", "is none of none, local, postgres, redis. Set it to one of them" },
        { "Membership", "postgresql://database", "goes with Toast:Cluster:Mode postgres or redis. Set the mode, or remove it" },
        { "Address", "not a host", "is neither an IP address nor the name of a host. Give the one under which silos and clients reach this silo" },
        { "Address", "0.0.0.0", "is a wildcard, under which nobody can reach this silo. Give the address of this machine" },
        { "Address", "::", "is a wildcard, under which nobody can reach this silo. Give the address of this machine" },
        { "Address", "192.0.2.1", Remedy },
        { "SiloPort", "65536", "is no whole number from 0 to 65535. Correct it" },
        { "SiloPort", "-1", "is no whole number from 0 to 65535. Correct it" },
        { "SiloPort", "eleven", "is no whole number from 0 to 65535. Correct it" },
        { "GatewayPort", "30000.5", "is no whole number from 0 to 65535. Correct it" },
        { "MaxWarmRecords", "999", "is no whole number from 1000 to 100000000. Correct it" },
        { "VerifyOnly", "perhaps", "is neither true nor false. Set it to one of them" },
        { "Portt", "1", "is not a setting. The settings are Toast:Cluster:Mode, Toast:Cluster:Membership" },
        { "Tls:Certificate", "/nowhere/silo.pem", "names a file that does not exist or may not be read. Correct the path" },
        { "Tls:Key", "/nowhere/silo.key", "names a file that does not exist or may not be read. Correct the path" },
        { "Tls:Authority", "/nowhere/ca.pem", "names a file that does not exist or may not be read. Correct the path" },
        { "Tls:Password", "hunter2", "is not a setting. The settings are Toast:Cluster:Tls:Certificate" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(SingleMistakes))]
    public async Task A_wrong_setting_is_named_with_what_to_do(string key, string value, string remedy)
    {
        string errors = await RefusedAsync($"--Toast:Cluster:{key}", value);

        Assert.Contains($"Toast:Cluster:{key} ", errors, StringComparison.Ordinal);
        Assert.Contains(remedy, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", null, "postgresql://host")]
    [InlineData("postgres", "redis://somebody:hunter2@host", "postgresql://host")]
    [InlineData("redis", null, "redis://host")]
    [InlineData("redis", "postgresql://somebody:hunter2@host/db", "redis://host")]
    [InlineData("redis", "hunter2", "redis://host")]
    public async Task A_membership_that_does_not_fit_its_mode_is_named_and_not_quoted(string mode, string? membership, string example)
    {
        string[] given = membership is null ? [] : ["--Toast:Cluster:Membership", membership];

        string errors = await RefusedAsync(["--Toast:Cluster:Mode", mode, .. given]);

        Assert.Contains("Toast:Cluster:Membership is no ", errors, StringComparison.Ordinal);
        Assert.Contains(example, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_alone_is_not_enough_for_tls()
    {
        string file = Write("silo.pem", "");

        string errors = await RefusedAsync("--Toast:Cluster:Tls:Certificate", file);

        Assert.Contains("Toast:Cluster:Tls:Key is missing. Name a PEM file", errors, StringComparison.Ordinal);
        Assert.Contains("Toast:Cluster:Tls:Authority is missing. Name a PEM file", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Toast:Cluster:Tls:Certificate", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        string errors = await RefusedAsync(
            "--Toast:Cluster:Mode", "swarm", "--Toast:Cluster:SiloPort", "x", "--Toast:Cluster:GatewayPort", "y", "--Toast:Cluster:Address", "0.0.0.0", "--Toast:Cluster:Sise", "3");

        foreach (string key in (string[])["Mode", "SiloPort", "GatewayPort", "Address", "Sise"])
        {
            Assert.Contains($"Toast:Cluster:{key} ", errors, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task A_cluster_of_one_machine_takes_no_address_of_others()
    {
        BuiltWith.SkipUnlessOrleans();

        string errors = await RefusedAsync("--Toast:AllowRemote", "true", "--Toast:Cluster:Address", "192.0.2.1");

        Assert.Contains("Toast:Cluster:Address is one that other machines can reach, and a local cluster is for this one", errors, StringComparison.Ordinal);
        Assert.Contains("Set the mode to postgres or redis", errors, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("SiloPort")]
    [InlineData("GatewayPort")]
    public async Task A_port_that_another_program_answers_on_is_named(string key)
    {
        BuiltWith.SkipUnlessOrleans();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string port = ((IPEndPoint)other.LocalEndpoint).Port.ToString();

        string errors = await RefusedAsync($"--Toast:Cluster:{key}", port);

        Assert.Contains($"Toast:Cluster:{key} is {port}, and another program answers there. Stop that program, or set another port", errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_address_that_cannot_be_resolved_is_named()
    {
        BuiltWith.SkipUnlessOrleans();

        string errors = await RefusedAsync(
            "--Toast:Cluster:Mode", "redis", "--Toast:Cluster:Membership", "redis://127.0.0.1", "--Toast:AllowRemote", "true", "--Toast:Cluster:Address", "nobody.invalid");

        Assert.Contains("Toast:Cluster:Address is a name that cannot be resolved. Give a name of this machine, or its IP address", errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Files_of_tls_that_hold_something_else_are_named_and_not_quoted()
    {
        BuiltWith.SkipUnlessOrleans();
        using RSA key = RSA.Create(2048);
        string certificate = Write("silo.pem", "hunter2"), keyFile = Write("silo.key", key.ExportPkcs8PrivateKeyPem()), authority = Write("ca.pem", "");

        string errors = await RefusedAsync(
            "--Toast:Cluster:Tls:Certificate", certificate, "--Toast:Cluster:Tls:Key", keyFile, "--Toast:Cluster:Tls:Authority", authority);

        Assert.Contains("Toast:Cluster:Tls cannot be used: Certificate and Key must be PEM files that belong together", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", errors, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_without_orleans_refuses_a_cluster()
    {
        Skip.If(BuiltWith.Orleans, "Toast was built with Orleans");

        Assert.Contains("Toast:Cluster:Mode asks for a cluster, and this server was built without Orleans", await RefusedAsync("--Toast:Cluster:Mode", "local"), StringComparison.Ordinal);
    }

    /// <summary>Starts the server, which must end at once, and gives its only text.</summary>
    private async Task<string> RefusedAsync(params string[] arguments)
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(
            folder.FullName,
            ["--urls", "http://127.0.0.1:0", "--Toast:Store", SiloProcess.StoreIn(folder.FullName), "--Toast:Cluster:Mode", BuiltWith.Orleans ? "local" : "none", .. arguments]);

        Assert.Equal(1, await silo.EndAsync());
        Assert.Equal("", silo.Output);
        Assert.StartsWith("Toast cannot start. ", silo.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Errors, StringComparison.Ordinal);
        return silo.Errors;
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}

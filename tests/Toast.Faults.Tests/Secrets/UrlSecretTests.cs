using System.Net.Sockets;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Secrets;

/// <summary>Secrets planted in every part of a storage URL; then every failure that this build has, each one thrown by a store that quotes them.</summary>
[Collection(Alone.Name)]
public sealed class UrlSecretTests : IDisposable
{
    private readonly Listener listener = new();

    public UrlSecretTests() => Environment.SetEnvironmentVariable(Planted.VariableName, Planted.Variable);

    public static TheoryData<string> Failures { get; } =
    [
        ErrorCodes.Unreachable, ErrorCodes.Timeout, ErrorCodes.Dns, ErrorCodes.StoreMissing, ErrorCodes.Busy, ErrorCodes.CircuitOpen, ErrorCodes.TlsFailed,
        ErrorCodes.AuthFailed, ErrorCodes.AccessDenied, ErrorCodes.ReadOnly, ErrorCodes.StorageFull, ErrorCodes.NotSupported, ErrorCodes.StorageFailed,
        ErrorCodes.StoreIncompatible, ErrorCodes.CorruptRecord, ErrorCodes.NotFound, ErrorCodes.Conflict, "foreign", "foreign with data",
        "foreign aggregate", "socket", "hang",
    ];

    [Theory, Trait("Behaviour", "B-401"), Trait("Behaviour", "B-403"), Trait("Behaviour", "B-140")]
    [MemberData(nameof(Failures))]
    public async Task B_401_no_secret_of_a_url_comes_out_of_a_failing_store(string failure)
    {
        CountingBackend? made = null;
        IToast toast = Engines.On(Planted.Url(), builder => Quick(builder).AddBackend("vault", _ => made = new CountingBackend(Planted.Url())));
        made!.Before = (call, token) => call == nameof(CountingBackend.ConnectAsync) ? Task.CompletedTask : FailAsync(failure, token);
        await FailsEverywhereAsync(toast);
        made.Before = (call, token) => FailAsync(failure, token);
        await using IToast unconnected = Engines.On(Planted.Url(), builder => Quick(builder).AddBackend("vault", _ => made));
        await FailsEverywhereAsync(unconnected);
        await toast.DisposeAsync();

        Assert.Contains(listener.Lines, line => line.Text.Contains("did not close", StringComparison.Ordinal));
        Assert.NotEmpty(listener.MetricTags);
        Assert.All(listener.Said, said => Planted.AssertAbsent(said));
        Assert.DoesNotContain(listener.Lines, line => line.Text.Any(char.IsControl));
    }

    [Fact, Trait("Behaviour", "B-401"), Trait("Behaviour", "B-119")]
    public async Task B_401_no_secret_comes_out_of_a_write_that_failed_alone()
    {
        CountingBackend? made = null;
        await using IToast toast = Engines.On(Planted.Url(), builder => Quick(builder).AddBackend("vault", _ => made = new CountingBackend(Planted.Url())));
        made!.Refuse = request => SaveResult.Failed(new ExternalStorageException(ErrorCodes.StorageFailed, "quoting " + Planted.ConnectionString));

        Check(await Assert.ThrowsAsync<ExternalStorageException>(() => toast.DumpAsync(Note.Numbered(1))));
        foreach (DumpResult result in await toast.DumpManyAsync([Note.Numbered(1), Note.Numbered(2), Note.Numbered(3)]))
        {
            Check(Assert.IsType<ExternalStorageException>(result.Error));
        }
    }

    [Fact, Trait("Behaviour", "B-140")]
    public async Task B_140_a_cause_that_holds_no_secret_is_kept_as_it_is()
    {
        var cause = new InvalidOperationException("the driver gave up");
        var backend = new CountingBackend(Planted.Url()) { Before = (_, _) => throw cause };
        await using IToast toast = Engines.On(backend, builder => Quick(builder));

        Assert.Same(cause, (await Assert.ThrowsAsync<ExternalStorageException>(() => toast.DumpAsync(Note.Numbered(1)))).GetBaseException());
    }

    [Theory, Trait("Behaviour", "B-401"), Trait("Behaviour", "B-402"), Trait("Behaviour", "B-403"), Trait("Behaviour", "B-135")]
    [InlineData("postgres//{0}@h/db")]
    [InlineData("{0}")]
    [InlineData("nobody-serves-this://u:{1}@h/db?token={2}")]
    [InlineData("sqlite://u:{1}@h:99999/x")]
    [InlineData("sqlite://u:{0}@h/x")]
    [InlineData("sqlite:///x?{2}=1&key={2}")]
    [InlineData("sqlite:///x?create={2}")]
    [InlineData("file://u:{1}@h/x")]
    [InlineData("memory://u:{1}@h")]
    [InlineData("memory://h?token={2}")]
    [InlineData("sqlite://u:{1}@${{TOAST_FAULTS_NOT_SET}}/x")]
    [InlineData("sqlite://u:{1}${{unclosed/x")]
    [InlineData("sqlite://u:{1}%zz@h/x")]
    [InlineData("sqlite://u:{1}@[::1/x")]
    public void B_401_no_secret_comes_out_of_a_url_that_cannot_be_used(string pattern)
    {
        string url = string.Format(pattern, Planted.Password, Uri.EscapeDataString(Planted.Password), Planted.Token);
        ToastBuilder[] builders =
        [
            new ToastBuilder().AddStore("main", url),
            new ToastBuilder().AddStore(url, "memory://"),
            new ToastBuilder().UseDefaultStore(url),
            new ToastBuilder().AddModel<Note>(model => model.StoreIn(url)),
            new ToastBuilder().AddBackend(url, parsed => new MemoryBackend(parsed)),
            new ToastBuilder().AddStore("a", url).AddStore("b", url).UseDefaultStore("c"),
        ];
        foreach (ToastBuilder builder in builders)
        {
            Check(Assert.ThrowsAny<ExternalStorageException>(() => builder.UseLogging(listener).Build()));
        }

        Assert.All(listener.Said, said => Planted.AssertAbsent(said));
    }

    [Fact, Trait("Behaviour", "B-401"), Trait("Behaviour", "B-154")]
    public async Task B_401_no_secret_comes_out_of_a_url_in_the_place_of_a_store_name()
    {
        await using IToast toast = Engines.On("memory://");
        var options = new ValidateOptions { Source = Planted.Url() };
        ExternalReference reference = await toast.DumpAsync(Note.Numbered(1));

        var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<Note>(reference, options));
        Assert.Equal(ErrorCodes.UnknownStore, error.Code);
        Check(error);
        Check(Assert.Throws<StorageValidationException>(() => toast.For<int>(store: Planted.Url("nobody-serves-this"))));
    }

    [Theory, Trait("Behaviour", "B-401"), Trait("Behaviour", "B-025")]
    [InlineData(true)]
    [InlineData(false)]
    public void B_401_no_secret_comes_out_of_a_backend_that_cannot_be_made(bool isKnown)
    {
        string text = "Keyword not supported in " + Planted.ConnectionString;
        Check(Assert.Throws<StorageValidationException>(() => Engines.On(Planted.Url(), builder => builder.AddBackend(
            "vault", _ => throw (isKnown ? new StorageValidationException(ErrorCodes.InvalidConfiguration, text) : new ArgumentException(text))))));
    }

    [Fact, Trait("Behaviour", "B-401"), Trait("Behaviour", "B-402"), Trait("Behaviour", "B-403")]
    public void B_403_a_url_shows_scheme_host_port_and_path_and_nothing_else()
    {
        StorageUrl url = StorageUrl.Parse(Planted.Url());

        Assert.Equal("vault://store.example:1234/shelf", url.ToString());
        Assert.Equal(
            (Planted.User, Planted.Password, Planted.Token, Planted.KeyFile, Planted.Variable),
            (url.Credential!.RevealUserName(), url.Credential.RevealPassword(), url.GetOption("token"), url.GetOption("sslkey"), url.GetOption("passphrase")));
        object[] printed =
            [url, url.Credential, url.Hosts, new EngineOptions(), new ValidateOptions(), new DumpOptions(), new StoreHealth(url.ToString(), false, "x", "y")];
        Assert.All(printed, value => Planted.AssertAbsent(Planted.Printed(value)));
    }

    [Fact, Trait("Behaviour", "B-402")]
    public async Task B_402_a_password_of_any_characters_reaches_the_backend_and_nobody_else()
    {
        var reached = new List<string?>();
        string[] passwords = ["a@b:c/d#e?f%g&h=i", "with space", "pässwörd\u20ac", "${NAME}", "100%", "%41", "\"'`;--"];
        foreach (string password in passwords)
        {
            await using IToast toast = Engines.On(
                $"vault://u:{Uri.EscapeDataString(password)}@[::1]:1,second:2/x?password={Uri.EscapeDataString(password)}",
                builder => builder.UseLogging(listener).AddBackend("vault", url =>
                {
                    reached.Add(url.Credential?.RevealPassword());
                    reached.Add(url.GetOption("password"));
                    return new CountingBackend("memory://");
                }));
            StoreHealth health = Assert.Single(await toast.ProbeAsync());
            Assert.DoesNotContain(password, health.ToString());
        }

        Assert.Equal(passwords.SelectMany(password => new[] { password, password }), reached);
        Assert.All(listener.Said, said => Assert.DoesNotContain(passwords, password => said.Contains(password, StringComparison.Ordinal)));
    }

    public void Dispose() => listener.Dispose();

    private ToastBuilder Quick(ToastBuilder builder) => builder.UseLogging(listener).Configure(options =>
    {
        options.OperationTimeout = TimeSpan.FromMilliseconds(200);
        options.ConnectTimeout = TimeSpan.FromMilliseconds(100);
        options.MaxRetries = 1;
        options.RetryDelay = TimeSpan.Zero;
    });

    private static async Task FailsEverywhereAsync(IToast toast)
    {
        var reference = new ExternalReference("Note", Guid.NewGuid());
        Func<Task>[] verbs =
        [
            () => toast.DumpAsync(Note.Numbered(1)),
            () => toast.DumpAsync(Note.Numbered(1), reference),
            () => toast.ValidateAsync<Note>(reference),
            () => toast.UpdateAsync<Note>(reference, note => note),
            () => toast.DeleteAsync(reference),
            () => toast.ExistsAsync(reference),
            () => toast.GetInfoAsync(reference),
            () => toast.Records.ReadAsync(reference),
            () => toast.Records.PutAsync(reference, "{}"u8.ToArray()),
            async () => await toast.ListAsync<Note>().GetAsyncEnumerator().MoveNextAsync(),
        ];
        foreach (Func<Task> verb in verbs)
        {
            Check(await Assert.ThrowsAnyAsync<ExternalStorageException>(verb));
        }

        foreach (DumpResult result in await toast.DumpManyAsync([Note.Numbered(1), Note.Numbered(2), Note.Numbered(3)]))
        {
            Check(Assert.IsAssignableFrom<ExternalStorageException>(result.Error));
        }

        foreach (ValidateResult<Note> result in await toast.ValidateManyAsync<Note>([reference, new("Note", Guid.NewGuid())]))
        {
            Check(Assert.IsAssignableFrom<ExternalStorageException>(result.Error));
        }

        StoreHealth health = Assert.Single(await toast.ProbeAsync());
        Assert.False(health.IsUp);
        Planted.AssertAbsent(health.ToString());
    }

    private static void Check(Exception exception) => Planted.AssertAbsent(Planted.Everything(exception));

    private static Task FailAsync(string failure, CancellationToken cancellationToken)
    {
        string text = $"{failure}: quoting {Planted.ConnectionString} of {Planted.Url()}";
        var driver = new InvalidOperationException(text, new TimeoutException(text)) { Data = { ["connection"] = Planted.ConnectionString } };
        return failure switch
        {
            "foreign" => throw driver,
            "foreign with data" => throw new InvalidOperationException("harmless") { Data = { ["connection"] = Planted.ConnectionString } },
            "foreign aggregate" => throw new AggregateException("several", new InvalidOperationException("harmless"), driver),
            "socket" => throw new SocketException((int)SocketError.ConnectionRefused, text),
            "hang" => Task.Delay(Timeout.Infinite, cancellationToken),
            ErrorCodes.NotFound => throw new RecordNotFoundException(text, driver) { Store = Planted.Url(), ClassName = "Note" },
            ErrorCodes.Conflict => throw new ConcurrencyException(text, driver),
            ErrorCodes.StoreIncompatible or ErrorCodes.CorruptRecord => throw new StorageValidationException(failure, text, driver),
            ErrorCodes.AccessDenied or ErrorCodes.ReadOnly or ErrorCodes.StorageFull or ErrorCodes.NotSupported or ErrorCodes.StorageFailed =>
                throw new ExternalStorageException(failure, text, driver) { Store = "vault", ClassName = "Note" },
            _ => throw new StorageConnectionException(failure, text, driver),
        };
    }
}

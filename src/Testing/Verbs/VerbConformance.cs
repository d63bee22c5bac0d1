using System.Text.Json;
using Xunit;

namespace Toast.Testing;

/// <summary>What the parts that go through dump and validate share: engines whose default store is the place.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class VerbConformance<TPlace> : ConformanceTests<TPlace>
    where TPlace : StoragePlace, new()
{
    private readonly List<IToast> engines = [];
    private IToast? toast;

    /// <summary>The name of the store.</summary>
    protected string StoreName => Place.StoreName;

    /// <summary>The engine under test.</summary>
    protected IToast Toast => toast ??= NewToast();

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        foreach (IToast engine in engines)
        {
            await engine.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    /// <summary>What a call may take: no test here is about that, and a busy machine can stand still for longer than an app would wait.</summary>
    private static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Builds an engine of its own on the place.</summary>
    /// <param name="configure">Adds models and options.</param>
    /// <returns>The engine; it is disposed after the test.</returns>
    protected IToast NewToast(Action<ToastBuilder>? configure = null)
    {
        ToastBuilder builder = new ToastBuilder().Configure(static options => options.OperationTimeout = Patience);
        Place.Configure(builder);
        configure?.Invoke(builder);
        IToast engine = builder.Build();
        engines.Add(engine);
        return engine;
    }

    /// <summary>A second engine on the same records, as another process has it; skips where nothing outlives a backend.</summary>
    /// <param name="configure">Adds models and options.</param>
    /// <returns>The engine; it is disposed after the test.</returns>
    protected IToast OtherProcess(Action<ToastBuilder>? configure = null)
    {
        Skip.IfNot(Place.Survives, "absent: a second backend on the same place");
        return NewToast(configure);
    }

    /// <summary>Skips visibly if the backend lacks a capability.</summary>
    /// <typeparam name="TCapability">One of the capability interfaces.</typeparam>
    protected void Need<TCapability>()
        where TCapability : class => Skip.IfNot(Has<TCapability>(), $"absent: {Capability.NameOf(typeof(TCapability))}");

    /// <summary>Skips visibly if the backend has a capability: the refusal of its absence cannot be seen then.</summary>
    /// <typeparam name="TCapability">One of the capability interfaces.</typeparam>
    protected void NeedAbsence<TCapability>()
        where TCapability : class => Skip.If(Has<TCapability>(), $"present: {Capability.NameOf(typeof(TCapability))}");

    /// <summary>Tells whether the backend has a capability.</summary>
    /// <typeparam name="TCapability">One of the capability interfaces.</typeparam>
    /// <returns>True if it has.</returns>
    protected bool Has<TCapability>()
        where TCapability : class => Place.Open() is TCapability;

    /// <summary>The stored data of a record.</summary>
    /// <param name="reference">The record.</param>
    /// <returns>Its JSON.</returns>
    protected async Task<JsonElement> StoredAsync(ExternalReference reference)
    {
        StoredRecord record = await Toast.Records.ReadAsync(reference);
        using JsonDocument document = JsonDocument.Parse(record.Data, new JsonDocumentOptions { MaxDepth = 2_000 });
        return document.RootElement.Clone();
    }

    /// <summary>Fails unless work fails with a code.</summary>
    /// <typeparam name="TException">The exact type of the failure.</typeparam>
    /// <param name="code">The code.</param>
    /// <param name="work">The work.</param>
    /// <returns>The failure.</returns>
    protected static async Task<TException> FailsAsync<TException>(string code, Func<Task> work)
        where TException : ExternalStorageException
    {
        TException error = await Assert.ThrowsAsync<TException>(work);
        Assert.Equal(code, error.Code);
        return error;
    }
}

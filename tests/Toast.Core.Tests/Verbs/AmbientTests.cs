using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>The verbs on the models themselves, the ambient engine behind them, and the engine of a host.</summary>
[Collection(Alone.Name)]
public sealed class AmbientTests : IAsyncLifetime
{
    public Task InitializeAsync() => AmbientToast.ShutdownAsync();

    public Task DisposeAsync() => AmbientToast.ShutdownAsync();

    [Fact]
    [Trait("Behaviour", "B-003")]
    [Trait("Behaviour", "B-005")]
    [Trait("Behaviour", "B-018")]
    [Trait("Behaviour", "B-024")]
    public async Task B_003_B_005_B_018_B_024_the_verbs_stand_on_the_model()
    {
        AmbientToast.Configure(toast => toast.AddStore("main", "memory://"));
        var point = new Marked.Point(1, 2) { Label = "a" };
        Assert.Null(point.GetReference());
        ExternalReference reference = await point.DumpAsync();
        string json = await point.DumpJsonAsync();

        Assert.Equal(reference, point.GetReference());
        Assert.Equal(reference.ToJson(), json);
        Assert.Equal(point, await Marked.Point.ValidateAsync(reference));
        Assert.Equal(point, await Marked.Point.ValidateAsync(JsonSerializer.SerializeToElement(reference)));
        Assert.Equal(point, await Marked.Point.ValidateJsonAsync(json));
        Assert.Equal(point, await Marked.Point.ValidateJsonAsync(Encoding.UTF8.GetBytes("""{"x":1,"y":2,"label":"a"}""")));
        await (point with { Y = 3 }).DumpAsync(reference);
        Assert.Equal(4, (await Marked.Point.UpdateAsync(reference, old => old with { Y = old.Y + 1 })).Y);
        Assert.Equal([reference], await Marked.Point.ListAsync().ToListAsync());
        Assert.True(await point.DeleteAsync());
        Assert.Null(point.GetReference());
        Assert.False(await Marked.Point.DeleteAsync(reference));
    }

    [Fact]
    public async Task Configurations_add_up_until_the_first_use_and_shutdown_forgets_them()
    {
        AmbientToast.Configure(toast => toast.AddStore("main", "memory://"));
        AmbientToast.Configure(toast => toast.UseDefaultStore("main"));
        IToast first = AmbientToast.Current;
        ExternalReference reference = await new Marked.Point(1, 2).DumpAsync();

        Assert.Same(first, AmbientToast.Current);
        Assert.Throws<InvalidOperationException>(() => AmbientToast.Configure(_ => { }));
        await AmbientToast.ShutdownAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => first.GetInfoAsync(reference));
        var error = await Assert.ThrowsAsync<StorageValidationException>(() => new Marked.Point(1, 2).DumpAsync());
        Assert.Equal(ErrorCodes.UnknownStore, error.Code);
    }

    [Fact]
    public async Task An_engine_that_was_passed_in_stays_open()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").Build();
        AmbientToast.Use(toast);
        ExternalReference reference = await new Marked.Point(1, 2).DumpAsync();
        await using IToast other = new ToastBuilder().Build();
        Assert.Throws<InvalidOperationException>(() => AmbientToast.Use(other));
        await AmbientToast.ShutdownAsync();

        Assert.Equal(1, (await toast.ValidateAsync<Marked.Point>(reference)).X);
    }

    [Fact]
    [Trait("Behaviour", "B-131")]
    [Trait("Behaviour", "B-136")]
    public async Task B_131_B_136_a_host_has_one_engine_from_all_calls_and_closes_it_at_its_end()
    {
        var backend = new HookedBackend();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(backend);
        builder.Services.AddToast((services, toast) => toast.AddBackend("own", _ => services.GetRequiredService<HookedBackend>()));
        builder.Services.AddToast(toast => toast.AddModel<Marked.Point>().AddStore("main", "own://x"));
        IHost host = builder.Build();
        await host.StartAsync();
        IToast engine = host.Services.GetRequiredService<IToast>();

        Assert.Same(engine, AmbientToast.Current);
        await new Marked.Point(1, 2).DumpAsync();
        Assert.Equal(1, backend.Writes);
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Assert.True(backend.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.DumpAsync(new Marked.Point(1, 2)));
    }

    [Fact]
    [Trait("Behaviour", "B-136")]
    public async Task B_136_a_wrong_set_up_stops_the_start_of_the_host()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddToast(toast => toast.AddModel<Marked.Point>().AddStore("other", "nosuch://x"));
        using IHost host = builder.Build();
        var error = await Assert.ThrowsAsync<StorageValidationException>(() => host.StartAsync());

        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.All(
            ["nosuch", typeof(Marked.Point).FullName!, "'main'"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.Storage;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Two_named_storages_do_not_see_each_others_states()
    {
        using var silo = new UnstartedSilo(silo => silo.AddToastGrainStorage("one", NewPlace()).AddToastGrainStorage("two", NewPlace()));
        GrainId id = States.NewId();
        await silo.Storage("one").WriteAsync(id, Profile.Of(1));
        Assert.False((await silo.Storage("two").ReadAsync(id)).RecordExists);
        await silo.Storage("two").WriteAsync(id, Profile.Of(2));
        Assert.Equal(Profile.Of(1), (await silo.Storage("one").ReadAsync(id)).State);
    }

    [Fact]
    public async Task Two_services_on_one_store_do_not_see_each_others_states()
    {
        string place = NewPlace();
        using UnstartedSilo one = UnstartedSilo.On(place, serviceId: "one");
        using UnstartedSilo two = UnstartedSilo.On(place, serviceId: "two");
        GrainId id = States.NewId();
        await one.Storage().WriteAsync(id, Profile.Of(1));
        Assert.False((await two.Storage().ReadAsync(id)).RecordExists);
    }

    [Fact]
    public void The_default_storage_stands_without_a_key_too()
    {
        using var silo = new UnstartedSilo(silo => silo.AddToastGrainStorage("Default", NewPlace()).AddToastGrainStorage("other", NewPlace()));
        Assert.Same(silo.Storage("Default"), silo.Services.GetRequiredService<IGrainStorage>());
        Assert.NotSame(silo.Storage("other"), silo.Services.GetRequiredService<IGrainStorage>());
    }

    [Fact]
    public async Task A_backend_of_the_apps_own_serves_and_is_left_open()
    {
        var backend = new MemoryBackend(StorageUrl.Parse("memory://"));
        GrainId id = States.NewId();
        using (var silo = new UnstartedSilo(silo => silo.AddToastGrainStorage("main", backend)))
        {
            await silo.Storage().WriteAsync(id, Profile.Of(1));
        }

        using var again = new UnstartedSilo(silo => silo.AddToastGrainStorage("main", backend));
        Assert.Equal(Profile.Of(1), (await again.Storage().ReadAsync(id)).State);
    }

    [Fact]
    public void A_name_is_registered_once()
    {
        OrleansConfigurationException twice = Assert.Throws<OrleansConfigurationException>(
            () => new UnstartedSilo(silo => silo.AddToastGrainStorage("main", NewPlace()).AddToastGrainStorage("main", NewPlace())));
        Assert.Equal("Grain storage 'main' is registered twice. Remove one of the two.", twice.Message);
    }

    [Theory]
    [InlineData("Url", "", "Grain storage 'main': Orleans:GrainStorage:main:Url is missing. Set it to a storage URL, such as postgresql://app@localhost/shop.")]
    [InlineData("Url", "secret-thing", "Grain storage 'main': Orleans:GrainStorage:main:Url cannot be used. ")]
    [InlineData("Url", "nowhere://u:secret-thing@host", "Grain storage 'main': Orleans:GrainStorage:main:Url cannot be used. No backend is registered for the scheme 'nowhere'.")]
    [InlineData("Engine:MaxRetries", "-1", "Grain storage 'main': Orleans:GrainStorage:main:Engine is not possible: MaxRetries must be from 0 to 100.")]
    public void Wrong_settings_are_told_with_their_key(string key, string value, string message)
    {
        OrleansConfigurationException wrong = Assert.Throws<OrleansConfigurationException>(() => Configured(new() { [key] = value }));
        Assert.StartsWith(message, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-thing", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_backend_that_cannot_delete_must_keep_cleared_records()
    {
        OrleansConfigurationException wrong = Assert.Throws<OrleansConfigurationException>(
            () => new UnstartedSilo(silo => silo.AddToastGrainStorage("main", new FourMethods())).Storage());
        Assert.Equal("Grain storage 'main': DeleteStateOnClear is true, but the backend for memory:// cannot delete. Set it to false.", wrong.Message);
    }

    [Fact]
    public async Task A_backend_of_four_methods_is_enough_when_cleared_records_stay()
    {
        using var silo = new UnstartedSilo(silo => silo.AddToastGrainStorage("main", new FourMethods(), options => options.DeleteStateOnClear = false));
        GrainId id = States.NewId();
        GrainState<Profile> first = await silo.Storage().WriteAsync(id, Profile.Of(1));
        GrainState<Profile> cleared = await silo.Storage().ClearAsync(id, first.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage().WriteAsync(id, Profile.Of(2), first.ETag));
        await silo.Storage().WriteAsync(id, Profile.Of(2), cleared.ETag);
        Assert.Equal(Profile.Of(2), (await silo.Storage().ReadAsync(id)).State);
    }

    [Fact]
    public async Task Configuration_alone_makes_a_storage()
    {
        using IHost host = Configured(new() { ["Url"] = NewPlace(), ["DeleteStateOnClear"] = "false", ["Engine:OperationTimeout"] = "00:00:07" });
        IGrainStorage storage = host.Services.GetRequiredKeyedService<IGrainStorage>("main");
        GrainId id = States.NewId();
        GrainState<Profile> cleared = await storage.ClearAsync(id, (await storage.WriteAsync(id, Profile.Of(1))).ETag);
        Assert.NotNull(cleared.ETag);
    }

    [Fact]
    public async Task Configuration_can_name_a_connection_string()
    {
        using IHost host = Configured(new() { ["ConnectionName"] = "states" });
        await host.Services.GetRequiredKeyedService<IGrainStorage>("main").WriteAsync(States.NewId(), Profile.Of(1));
    }

    [Fact]
    public async Task Configuration_can_name_a_backend_and_a_serializer_among_the_services()
    {
        var backend = new MemoryBackend(StorageUrl.Parse("memory://"));
        using IHost host = Configured(new() { ["ServiceKey"] = "backend", ["SerializerKey"] = "upside-down" }, services => services
            .AddKeyedSingleton<StorageBackend>("backend", backend)
            .AddKeyedSingleton<IGrainStorageSerializer>("upside-down", new UpsideDown()));
        GrainId id = States.NewId();
        await host.Services.GetRequiredKeyedService<IGrainStorage>("main").WriteAsync(id, Profile.Of(1));
        IReadOnlyList<ListedRecord> listed = await backend.ListAsync(new ListRequest("grain.visitor.profile", null, 10), default);
        Assert.Single(listed);
    }

    private static string NewPlace() => "memory://r-" + Guid.NewGuid().ToString("N");

    private static IHost Configured(Dictionary<string, string?> settings, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => "Orleans:GrainStorage:main:" + setting.Key, setting => setting.Value));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Orleans:GrainStorage:main:ProviderType"] = "Toast",
            ["ConnectionStrings:states"] = NewPlace(),
        });
        services?.Invoke(builder.Services);
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        IHost host = builder.Build();
        host.Services.GetRequiredKeyedService<IGrainStorage>("main");
        return host;
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore.Tests;

/// <summary>The set-up of an application from its configuration.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Records_outlive_the_application_in_the_store_that_is_configured()
    {
        using var folder = new TemporaryFolder();
        (string, string?) store = ("Toast:Store", $"sqlite:///{folder.FullName}/app.db");
        ExternalReference reference;
        await using (ConfiguredHost first = await ConfiguredHost.StartAsync(store))
        {
            reference = await first.Toast.DumpAsync(new Note("kept"));
        }

        await using ConfiguredHost second = await ConfiguredHost.StartAsync(store);
        Assert.Equal(new Note("kept"), await second.Toast.ValidateAsync<Note>(reference));
    }

    [Fact]
    public async Task Classes_are_in_the_stores_that_they_are_mapped_to()
    {
        using var folder = new TemporaryFolder();
        await using ConfiguredHost host = await ConfiguredHost.StartAsync(
            ("toast:store", "main"),
            ("Toast:Stores:main", "memory://"),
            ("Toast:Stores:people", $"file:///{folder.FullName}/people"),
            ("Toast:Classes:Customer", "people"),
            ("Toast:Classes:Visit*", "people"));

        await host.Toast.DumpAsync(new Note("in memory"));
        ExternalReference customer = await host.Toast.DumpAsync(new Customer("Alice"));

        ExternalReference visitor = await host.Toast.DumpAsync(new Visitor("Bob"));

        Assert.Single(Directory.GetFiles(folder.FullName, $"*{visitor.Id:D}*", SearchOption.AllDirectories));
        string file = Assert.Single(Directory.GetFiles(folder.FullName, $"*{customer.Id:D}*", SearchOption.AllDirectories));
        Assert.Contains("Alice", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(["main", "people"], (await host.Toast.ProbeAsync()).Select(store => store.Store));
    }

    [Fact]
    public async Task Limits_hold()
    {
        await using ConfiguredHost host = await ConfiguredHost.StartAsync(
            ("Toast:Store", "memory://"), ("Toast:Limits:MaxRecordBytes", "64"), ("Toast:Limits:OperationTimeout", "00:00:05.500"));

        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(() => host.Toast.DumpAsync(new Note(new string('a', 100))));
        Assert.Equal(ErrorCodes.RecordTooLarge, refused.Code);
    }

    [Fact]
    public async Task Only_listed_classes_are_accepted_besides_models()
    {
        await using ConfiguredHost host = await ConfiguredHost.StartAsync(
            ("Toast:Store", "memory://"), ("Toast:AcceptedClasses:0", "Basket"), ("Toast:ApiKeys:shop:Key", "unused"));

        await host.Toast.Records.CreateAsync("Basket", "{}"u8.ToArray());
        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(() => host.Toast.Records.CreateAsync("Other", "{}"u8.ToArray()));
        Assert.Equal(ErrorCodes.UnknownClass, refused.Code);
    }

    [Theory]
    [InlineData("Toast:Stroe", "memory://", "Toast:Stroe is not a setting. The settings are Engine, Store, Stores, Classes, AcceptedClasses, Limits, ApiKeys.")]
    [InlineData("Toast:Engine", "steam", "Toast:Engine is neither embedded nor cluster. Set it to one of them, or remove it.")]
    [InlineData("Toast:Engine", "cluster", "Toast:Engine is cluster, but nothing called UseCluster or AddToastClient (package Toast.Client)")]
    [InlineData("Toast:Store", "", "Toast:Store is not one text. Give it a value, or remove it.")]
    [InlineData("Toast:Store", "elsewhere", "Toast:Store: The store 'elsewhere' is not configured.")]
    [InlineData("Toast:Store", "carrier://pigeon:tell-nobody@roof", "Toast:Store: ")]
    [InlineData("Toast:Stores", "memory://", "Toast:Stores is one text, but names with values were expected. Write Toast:Stores:name.")]
    [InlineData("Toast:Stores:main:Url", "memory://", "Toast:Stores:main is not one text. Give it a value, or remove it.")]
    [InlineData("Toast:Stores:main", "postgresql://app:tell-nobody@:port", "Toast:Stores:main: ")]
    [InlineData("Toast:Stores:ma in", "memory://", "Toast:Stores:ma in: The store name")]
    [InlineData("Toast:Classes:Note", "elsewhere", "Toast:Classes:Note: The store 'elsewhere' is not configured.")]
    [InlineData("Toast:Classes:No/te", "main", "The class name 'No/te'")]
    [InlineData("Toast:Limits:MaxRecordBytes", "many", "Toast:Limits:MaxRecordBytes is no whole number in range. Correct it.")]
    [InlineData("Toast:Limits:MaxRecordBytes", "99999999999", "Toast:Limits:MaxRecordBytes is no whole number in range. Correct it.")]
    [InlineData("Toast:Limits:MaxRecordBytes", "0", "Option MaxRecordBytes")]
    [InlineData("Toast:Limits:OperationTimeout", "5s", "Toast:Limits:OperationTimeout is no time such as 00:00:05 or 00:00:00.250. Correct it.")]
    [InlineData("Toast:Limits:MaxRecordByte", "5", "Toast:Limits:MaxRecordByte is not a setting. The settings are the properties of EngineOptions.")]
    [Trait("Behaviour", "B-401")]
    public async Task B_401_a_wrong_setting_stops_the_start_and_is_named_without_its_value(string key, string value, string message)
    {
        (string, string?)[] settings = [("Toast:Stores:spare", "memory://"), ("Toast:Store", "spare"), (key, value)];

        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(() => ConfiguredHost.StartAsync(
            [.. settings.GroupBy(setting => setting.Item1).Select(group => group.Last())]));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tell-nobody", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_settings_are_told_together()
    {
        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(
            () => ConfiguredHost.StartAsync(("Toast:Engine", "steam"), ("Toast:Store", "memory://"), ("Toast:Stores:a", "nothing"), ("Toast:Limits:MaxDepth", "-1")));

        Assert.Equal(ErrorCodes.InvalidConfiguration, refused.Code);
        Assert.StartsWith("The set-up has 3 problems.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_of_any_name_will_do()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Shop:Records:Store", "memory://")]).Build();
        await using ServiceProvider services = new ServiceCollection().AddToast(configuration.GetSection("Shop:Records")).BuildServiceProvider();

        ExternalReference reference = await services.GetRequiredService<IToast>().DumpAsync(new Note("kept"));

        Assert.Equal("Note", reference.ClassName);
    }
}

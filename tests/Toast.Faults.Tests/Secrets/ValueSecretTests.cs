using System.Text;
using Microsoft.Extensions.Logging;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Secrets;

/// <summary>Values of members are nobody's business: no message, log line, span or measurement shows one, and what is stored is the value itself.</summary>
[Collection(Alone.Name)]
public sealed class ValueSecretTests : IAsyncLifetime
{
    private const string Value = Planted.MemberValue;

    private readonly Listener listener = new();
    private readonly CountingBackend backend = new();
    private readonly IToast toast;

    public ValueSecretTests() => toast = Engines.On(backend, builder => builder.UseLogging(listener)
        .AddModel<Ledger>(model => model.Upgrade(1, data => throw new InvalidOperationException($"cannot use {data}"))));

    private static Patient Sample => new(Value, 36) { Diagnosis = Value, Mail = Value + "@example.com", Visits = { ["x"] = 1 } };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await toast.DisposeAsync();
        listener.Dispose();
    }

    [Theory, Trait("Behaviour", "B-404"), Trait("Behaviour", "B-244")]
    [InlineData("$.diagnosis")]
    [InlineData("$.mail")]
    [InlineData("$.code")]
    [InlineData("$.name")]
    [InlineData("$.visits")]
    public async Task B_404_a_value_refused_on_dump_is_not_shown(string path)
    {
        Patient bad = path switch
        {
            "$.diagnosis" => Sample with { Diagnosis = Value.ToUpperInvariant() + Value },
            "$.mail" => Sample with { Mail = Value },
            "$.code" => Sample with { Code = Value },
            "$.name" => Sample with { Name = Value + '\ud83d' },
            _ => Sample with { Visits = new() { [Value + '\udc00'] = 1 } },
        };
        var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.DumpAsync(bad));

        Assert.StartsWith(path, error.MemberPath, StringComparison.Ordinal);
        if (path != "$.visits")
        {
            AssertNothingShown(error);
        }
    }

    [Theory, Trait("Behaviour", "B-404"), Trait("Behaviour", "B-006")]
    [InlineData($$"""{"name":"{{Value}}","age":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"diagnosis":"{{Value}} {{Value}} {{Value}} {{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"bill":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"level":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"code":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"visits":{"x":"{{Value}}"} }""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"visits":["{{Value}}"]}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"mail":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}" "age":1}""")]
    [InlineData($$"""{"name":"{{Value}}","age":{{Value}} }""")]
    [InlineData($$"""{"name":"{{Value}}\u0""")]
    [InlineData($$"""["{{Value}}"]""")]
    [InlineData($$"""{"class_name":"Patient","id":["{{Value}}"]}""")]
    public async Task B_404_a_value_refused_in_plain_data_is_not_shown(string json)
    {
        AssertNothingShown(await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateJsonAsync<Patient>(json)));
        AssertNothingShown(await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateJsonAsync<Patient>(Encoding.UTF8.GetBytes(json))));
    }

    [Theory, Trait("Behaviour", "B-404"), Trait("Behaviour", "B-243"), Trait("Behaviour", "B-327")]
    [InlineData($$"""{"name":"{{Value}}","age":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"level":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"code":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}","age":1,"mail":"{{Value}}"}""")]
    [InlineData($$"""{"name":"{{Value}}""")]
    [InlineData($$"""{{Value}}""")]
    [InlineData($$"""["{{Value}}"]""")]
    public async Task B_404_a_stored_value_that_does_not_fit_is_not_shown(string stored)
    {
        ExternalReference reference = await toast.DumpAsync(Sample);
        backend.Answer = record => record! with { Data = Encoding.UTF8.GetBytes(stored) };

        AssertNothingShown(await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<Patient>(reference)));
    }

    [Fact, Trait("Behaviour", "B-404"), Trait("Behaviour", "B-143")]
    public async Task B_404_a_failing_upgrade_conflict_and_missing_record_show_no_value()
    {
        ExternalReference old = await toast.DumpAsync(new Ledger(Value));
        backend.Answer = record => record! with { SchemaVersion = 1 };
        var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<Ledger>(old));
        Planted.AssertAbsent(error.Message);
        backend.Answer = record => record;

        ExternalReference reference = await toast.DumpAsync(Sample);
        Patient one = await toast.ValidateAsync<Patient>(reference);
        await toast.UpdateAsync<Patient>(reference, patient => patient with { Age = 37 });
        AssertNothingShown(await Assert.ThrowsAsync<ConcurrencyException>(() => toast.DumpAsync(one)));
        await toast.DeleteAsync(reference);
        AssertNothingShown(await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.DumpAsync(one)));
        Assert.All(listener.Said, said => Planted.AssertAbsent(said));
    }

    [Fact, Trait("Behaviour", "B-404")]
    public async Task B_404_a_sensitive_member_is_stored_as_it_is()
    {
        ExternalReference reference = await toast.DumpAsync(Sample);

        Assert.Contains(Value, Encoding.UTF8.GetString((await toast.Records.ReadAsync(reference)).Data.Span));
        Assert.Equal(Value, (await toast.ValidateAsync<Patient>(reference)).Name);
    }

    [Fact, Trait("Behaviour", "B-163"), Trait("Behaviour", "B-404")]
    public async Task B_163_ids_stand_in_logs_and_spans_and_never_in_metric_tags()
    {
        ExternalReference reference = await toast.DumpAsync(Sample);
        await toast.DeleteAsync(reference);
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Patient>(reference));

        Assert.Single(listener.Lines, line => line.Text.Contains(reference.Id.ToString("D"), StringComparison.Ordinal));
        Assert.NotEmpty(listener.MetricTags);
        Assert.DoesNotContain(listener.MetricTags, tags => tags.Contains(reference.Id.ToString("D"), StringComparison.Ordinal));
    }

    [Fact, Trait("Behaviour", "B-405")]
    public void B_405_a_literal_password_in_a_mark_is_warned_of_and_not_shown()
    {
        Environment.SetEnvironmentVariable("TOAST_FAULTS_HOST", "somewhere");
        new ToastBuilder().UseLogging(listener).AddBackend("vault", _ => new CountingBackend())
            .AddModel<LiteralPassword>().AddModel<LiteralOption>().AddModel<PlaceheldPassword>().Build();

        (LogLevel Level, string Text)[] warnings = [.. listener.Lines.Where(line => line.Level == LogLevel.Warning)];
        Assert.Equal(2, warnings.Length);
        Assert.Contains(warnings, warning => warning.Text.Contains(typeof(LiteralPassword).FullName!, StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Text.Contains(typeof(LiteralOption).FullName!, StringComparison.Ordinal));
        Assert.All(warnings, warning => Assert.Contains("${NAME}", warning.Text));
        Assert.All(listener.Said, said => Planted.AssertAbsent(said, "planted-literal-4e1f"));
    }

    /// <summary>What code of the app throws (here a converter that quotes) stays the cause, for whoever debugs it; Toast's own words show nothing.</summary>
    private void AssertNothingShown(Exception exception)
    {
        bool isOfApp = exception.InnerException is FormatException;
        Planted.AssertAbsent(isOfApp ? exception.Message : Planted.Everything(exception));
        Assert.All(listener.Said, said => Planted.AssertAbsent(said));
    }
}

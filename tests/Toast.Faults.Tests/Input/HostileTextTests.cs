using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Secrets;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Input;

/// <summary>Text from outside in messages and logs: escaped and cut, so that it cannot forge a line or flood one.</summary>
[Collection(Alone.Name)]
public sealed class HostileTextTests : IDisposable
{
    private const string Forged = "x\r\nfail: Toast[0] forged line\u2028\u001b[2J\u202e\0";

    private readonly Listener listener = new();

    public static TheoryData<string> Texts { get; } = [Forged, new string('a', 5_000), new string('\n', 5_000), "\u0085\u2029\ufeff"];

    [Theory, Trait("Behaviour", "B-413")]
    [MemberData(nameof(Texts))]
    public async Task B_413_hostile_text_is_escaped_and_cut(string text)
    {
        await using IToast toast = Engines.On(new CountingBackend(), builder => builder.UseLogging(listener).AddSubtype<Shape, Circle>("circle"));
        string quoted = System.Text.Json.JsonSerializer.Serialize(text);
        ExternalReference reference = await toast.DumpAsync(Note.Numbered(1));
        Func<Task>[] mistakes =
        [
            () => toast.ValidateJsonAsync<Account>($$"""{"class_name":{{quoted}},"id":"{{Guid.NewGuid()}}"}"""),
            () => toast.ValidateJsonAsync<Account>($$"""{"class_name":"Account","id":{{quoted}}}"""),
            () => toast.ValidateJsonAsync<Account>($$"""{"name":"Ada","age":36,"scores":{ {{quoted}}:"x"} }"""),
            () => toast.ValidateJsonAsync<Account>($$"""{"name":"Ada","age":36,"level":{{quoted}}}"""),
            () => toast.ValidateJsonAsync<Account>($$"""{"name":"Ada","age":36,{{quoted}}:1,{{quoted}}:1}"""),
            () => toast.ValidateJsonAsync<Drawing>($$"""{"main":{"$type":{{quoted}} } }"""),
            () => toast.ValidateJsonAsync<Account>(text),
            () => toast.DumpAsync(Account.Sample with { Scores = new() { [text + '\ud83d'] = 1 } }),
            () => toast.ValidateAsync<Note>(reference, new ValidateOptions { Source = text }),
            () => Task.FromResult(ExternalReference.Parse(text)),
            () => Task.FromResult(new ExternalReference(text, Guid.NewGuid())),
            () => Task.FromResult(new ToastBuilder().AddStore(text, "memory://").Build()),
            () => Task.FromResult(new ToastBuilder().AddStore("main", "memory://").UseDefaultStore(text).Build()),
            () => Task.FromResult(new ToastBuilder().AddBackend(text + '_', _ => null!).Build()),
            () => Task.FromResult(new ToastBuilder().AddStore("main", $"memory://{text}@@").Build()),
            () => Task.FromResult(new ToastBuilder().AcceptClasses(text).Build()),
        ];
        foreach (Func<Task> mistake in mistakes)
        {
            var error = await Assert.ThrowsAnyAsync<ExternalStorageException>(mistake);
            Assert.DoesNotContain(error.Message, IsLineOrControl);
            Assert.InRange(error.Message.Length, 1, 1_000);
            Assert.DoesNotContain(error.MemberPath() ?? "", IsLineOrControl);
        }

        Assert.NotEmpty(listener.Lines);
        Assert.DoesNotContain(listener.Lines, line => line.Text.Any(IsLineOrControl) || line.Text.Length > 1_000);
    }

    public void Dispose() => listener.Dispose();

    private static bool IsLineOrControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e';
}

internal static class MemberPaths
{
    public static string? MemberPath(this ExternalStorageException error) => (error as StorageValidationException)?.MemberPath;
}

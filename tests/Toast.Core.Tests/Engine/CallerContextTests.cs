using System.Transactions;

namespace Toast.Core.Tests.Engine;

/// <summary>A flush or a batched read serves several callers, so it runs in the context of none.</summary>
public sealed class CallerContextTests
{
    private static readonly AsyncLocal<string?> Caller = new();

    [Fact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_backends_see_neither_the_locals_nor_the_transaction_of_a_caller()
    {
        var seen = new List<(string? Caller, Transaction? Transaction)>();
        var backend = new HookedBackend();
        backend.BeforeWrite = (_, _) => Look();
        backend.BeforeRead = _ => Look();
        await using IToast toast = GroupCommitTests.New(backend);
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        Caller.Value = "a caller";

        ExternalReference reference = await toast.DumpAsync(new Note());
        await toast.ValidateAsync<Note>(reference);

        Assert.NotNull(Transaction.Current);
        Assert.Equal("a caller", Caller.Value);
        Assert.Equal([(null, null), (null, null)], seen);

        async Task Look()
        {
            seen.Add((Caller.Value, Transaction.Current));
            await Task.Yield();
        }
    }
}

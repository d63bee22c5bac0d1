using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;
using Toast.Sqlite;

namespace Toast.Core.Tests.Verbs;

/// <summary>What a backend has to be, and what it sees.</summary>
public sealed class ContractTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-023")]
    public void B_023_four_methods_make_a_backend_and_the_stores_delivered_here_delete_and_compare()
    {
        IEnumerable<string> required = typeof(StorageBackend)
            .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(method => method.IsAbstract)
            .Select(method => method.Name);

        Assert.Equal(
            [nameof(StorageBackend.ConnectAsync), nameof(StorageBackend.DisconnectAsync), nameof(StorageBackend.LoadAsync), nameof(StorageBackend.SaveAsync)],
            required.Order(StringComparer.Ordinal));
        foreach (Type backend in new[] { typeof(SqliteBackend), typeof(FileBackend), typeof(MemoryBackend) })
        {
            Assert.True(backend.IsAssignableTo(typeof(ISupportsConditionalSave)) && backend.IsAssignableTo(typeof(ISupportsDelete)), backend.Name);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-032")]
    [Trait("Behaviour", "B-139")]
    public void B_032_B_139_a_backend_that_claims_what_it_does_not_have_is_refused_with_what_is_missing()
    {
        var claim = Assert.Throws<StorageValidationException>(() => Open(new ClaimsBatches()));
        var nothing = Assert.Throws<StorageValidationException>(
            () => Open(builder => builder.AddBackend("none", _ => null!).UseDefaultStore("none://x")));
        var throwing = Assert.Throws<StorageValidationException>(
            () => Open(builder => builder.AddBackend("none", _ => throw new InvalidOperationException("secret")).UseDefaultStore("none://x")));

        Assert.All([claim, nothing, throwing], error => Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code));
        Assert.Contains(nameof(ISupportsConditionalSave), claim.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(ClaimsBatches).FullName!, claim.Message, StringComparison.Ordinal);
        Assert.Contains("null", nothing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", throwing.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(throwing.GetBaseException());
    }

    [Fact]
    [Trait("Behaviour", "B-033")]
    public async Task B_033_a_custom_backend_sees_one_write_for_a_first_dump_and_one_read_for_a_load()
    {
        var backend = new PlainBackend();
        IToast toast = Open(backend);
        ExternalReference reference = await toast.DumpAsync(new Customer("Ada", 36) { Note = "n" });
        StoredRecord written = Assert.Single(backend.Records);

        Assert.Equal((1, 0), (backend.Saves, backend.Loads));
        Assert.Equal(new RecordKey("Customer", reference.Id), written.Key);
        Assert.Equal("""{"name":"Ada","age":36,"note":"n"}""", Encoding.UTF8.GetString(written.Data.Span));
        Assert.Equal("n", (await toast.ValidateAsync<Customer>(reference)).Note);
        Assert.Equal((1, 1), (backend.Saves, backend.Loads));
    }

    [Fact]
    [Trait("Behaviour", "B-029")]
    public async Task B_029_one_id_under_two_classes_is_two_records()
    {
        foreach (string kind in new[] { "sqlite", "file", "memory" })
        {
            IToast toast = Open(kind, builder => builder.AddModel<Customer>().AddModel<GuardedCustomer>());
            var id = Guid.CreateVersion7();
            ExternalReference one = await toast.DumpAsync(new Customer("one", 1), new ExternalReference("Customer", id));
            ExternalReference two = await toast.DumpAsync(new GuardedCustomer { Name = "two" }, new ExternalReference("GuardedCustomer", id));
            await toast.DumpAsync(new Customer("other", 1), one);
            Assert.Equal("two", (await toast.ValidateAsync<GuardedCustomer>(two)).Name);
            Assert.True(await toast.DeleteAsync(one));

            Assert.Equal("two", (await toast.ValidateAsync<GuardedCustomer>(two)).Name);
            Assert.Equal(1, (await toast.GetInfoAsync(two)).Version);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-139")]
    public async Task B_139_what_a_store_lacks_is_refused_by_name_at_registration_or_at_the_call()
    {
        var atStart = Assert.Throws<ExternalStorageException>(() => Open(new PlainBackend(), builder => builder.AddModel<GuardedCustomer>()));
        var lifetime = Assert.Throws<ExternalStorageException>(() => Open(new PlainBackend(), builder => builder.AddModel<BriefCustomer>()));
        var backend = new PlainBackend();
        IToast toast = Open(backend);
        ExternalReference reference = await toast.DumpAsync(new Customer("Ada", 36));
        ExternalStorageException[] atCall =
        [
            await FailsAsync<ExternalStorageException>(ErrorCodes.NotSupported, () => toast.DeleteAsync(reference)),
            await FailsAsync<ExternalStorageException>(ErrorCodes.NotSupported, () => toast.UpdateAsync<Customer>(reference, customer => customer)),
            await FailsAsync<ExternalStorageException>(
                ErrorCodes.NotSupported, () => toast.DumpAsync(new Customer("Ada", 36), new DumpOptions { ExpectedVersion = 0 })),
            await FailsAsync<ExternalStorageException>(
                ErrorCodes.NotSupported, () => toast.DumpAsync(new Customer("Ada", 36), new DumpOptions { TimeToLive = TimeSpan.FromHours(1) })),
            await FailsAsync<ExternalStorageException>(ErrorCodes.NotSupported, async () => await toast.ListAsync<Customer>().ToListAsync()),
        ];

        Assert.Equal((ErrorCodes.NotSupported, ErrorCodes.NotSupported), (atStart.Code, lifetime.Code));
        Assert.Contains(typeof(GuardedCustomer).FullName!, atStart.Message, StringComparison.Ordinal);
        Assert.All([atStart, lifetime, .. atCall], error => Assert.Equal("main", error.Store));
        Assert.Equal(1, backend.Saves);
    }

    [Fact]
    [Trait("Behaviour", "B-140")]
    public async Task B_140_what_a_backend_throws_arrives_inside_a_storage_error_for_every_verb()
    {
        var backend = new ThrowingBackend();
        IToast toast = Open(backend, builder => builder.AddModel<Customer>());
        var reference = new ExternalReference("Customer", Guid.CreateVersion7());
        foreach (Func<Task> verb in new Func<Task>[]
        {
            () => toast.DumpAsync(new Customer("Ada", 36)),
            () => toast.ValidateAsync<Customer>(reference),
            () => toast.ExistsAsync(reference),
            () => toast.DeleteAsync(reference),
        })
        {
            var error = await FailsAsync<ExternalStorageException>(ErrorCodes.StorageFailed, verb);
            Assert.Same(backend.Failure, error.InnerException);
            Assert.DoesNotContain("404", error.Message.Replace($"{error.Id}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        backend.Failure = new OperationCanceledException("by the backend");
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toast.ValidateAsync<Customer>(reference, cancellationToken: cancellation.Token));
        backend.Failure = null;
        await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => toast.ValidateAsync<Customer>(reference));
    }

    [Fact]
    [Trait("Behaviour", "B-107")]
    public async Task B_107_on_a_store_of_four_methods_a_read_beforehand_tells_that_the_record_is_gone()
    {
        var backend = new ForgetfulBackend();
        IToast toast = Open(backend);
        var customer = new Customer("Ada", 36);
        ExternalReference reference = await toast.DumpAsync(customer);
        backend.Records.Clear();

        await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => toast.DumpAsync(customer));
        Assert.Empty(backend.Records);
        Assert.Equal(reference, await toast.DumpAsync(customer, new DumpOptions { Recreate = true }));
        Assert.Single(backend.Records);
    }

    private sealed class ClaimsBatches() : ThrowingBackend, ISupportsBatch
    {
        public Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken) => throw Failure!;

        public Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken) => throw Failure!;
    }

    private class ThrowingBackend() : StorageBackend(StorageUrl.Parse("plain://")), ISupportsDelete
    {
        public Exception? Failure { get; set; } = new InvalidOperationException("404 secret");

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => Task.FromException(Failure!);

        public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) =>
            Failure is null ? Task.FromResult<StoredRecord?>(null) : Task.FromException<StoredRecord?>(Failure);

        public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) => Task.FromException<DeleteResult>(Failure!);
    }

    private sealed class ForgetfulBackend() : StorageBackend(StorageUrl.Parse("plain://"))
    {
        public ConcurrentDictionary<RecordKey, StoredRecord> Records { get; } = new();

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
        {
            Records[record.Key] = record;
            return Task.CompletedTask;
        }

        public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) =>
            Task.FromResult(Records.GetValueOrDefault(key));
    }
}

using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;
using Toast.Worker;

namespace Toast.Core.Tests.Verbs;

/// <summary>Many items in one call.</summary>
public sealed class BulkTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-119")]
    [Trait("Behaviour", "B-122")]
    public async Task B_119_B_122_a_thousand_items_take_few_operations_and_keep_their_order()
    {
        var backend = new HookedBackend();
        IToast toast = Open(backend);
        Customer[] customers = [.. Enumerable.Range(0, 1_000).Select(i => new Customer($"{i}", i % 150))];
        // A store that takes its time, as one over a network does: until it answers, the other loads wait together.
        // Dumps need no such help: a bulk says that more is to come.
        var firstRead = new TaskCompletionSource();
        backend.BeforeRead = number => number == 1 ? firstRead.Task : Task.CompletedTask;
        IReadOnlyList<DumpResult> dumped = await toast.DumpManyAsync(customers);
        ExternalReference[] asked = [.. dumped.Select(result => result.Reference!).Reverse(), dumped[7].Reference!, dumped[7].Reference!];
        Task<IReadOnlyList<ValidateResult<Customer>>> restoring = toast.ValidateManyAsync<Customer>(asked);
        firstRead.SetResult();
        IReadOnlyList<ValidateResult<Customer>> restored = await restoring;

        Assert.InRange(backend.Writes, 1, 20);
        Assert.InRange(backend.Reads, 1, 20);
        Assert.All(dumped, result => Assert.Equal(1, result.Version));
        Assert.Equal(customers.Select(toast.GetReference), dumped.Select(result => result.Reference));
        Assert.Equal(asked, restored.Select(result => result.Reference));
        Assert.Equal([.. customers.Reverse(), customers[7], customers[7]], restored.Select(result => result.Value));
    }

    [Fact]
    [Trait("Behaviour", "B-120")]
    [Trait("Behaviour", "B-122")]
    public async Task B_120_B_122_bad_items_fail_alone_each_with_its_own_error()
    {
        foreach (string kind in new[] { "sqlite", "file", "memory" })
        {
            IToast toast = Open(kind);
            var gone = new Customer("gone", 1);
            await toast.DeleteAsync(await toast.DumpAsync(gone));
            Customer deleted = await DeletedAfterRestoreAsync(toast);
            GuardedCustomer stale = await StaleAsync(toast);
            object[] items = [new Customer("a", 1), new Customer("\ud800", 1), deleted, new object(), stale, null!, new Tally { Count = 9 }];
            IReadOnlyList<DumpResult> results = await toast.DumpManyAsync(items);

            Assert.Equal([true, false, false, false, false, false, true], results.Select(result => result.Succeeded));
            Assert.Equal(
                [ErrorCodes.InvalidValue, ErrorCodes.NotFound, ErrorCodes.InvalidConfiguration, ErrorCodes.Conflict],
                results.Skip(1).Take(4).Select(result => Assert.IsAssignableFrom<ExternalStorageException>(result.Error).Code));
            Assert.IsType<ArgumentNullException>(results[5].Error);
            Assert.Equal(9, (await toast.ValidateAsync<Tally>(results[6].Reference!)).Count);

            IReadOnlyList<ValidateResult<Customer>> restored = await toast.ValidateManyAsync<Customer>(
                [results[0].Reference!, new("Customer", Guid.CreateVersion7()), results[6].Reference!, new("Nobody", Guid.CreateVersion7())]);
            Assert.Equal("a", restored[0].Value!.Name);
            Assert.Equal(
                [ErrorCodes.NotFound, ErrorCodes.ClassMismatch, ErrorCodes.UnknownClass],
                restored.Skip(1).Select(result => Assert.IsAssignableFrom<ExternalStorageException>(result.Error).Code));
        }
    }

    [Fact]
    [Trait("Behaviour", "B-121")]
    public async Task B_121_an_empty_bulk_does_nothing_and_one_instance_twice_is_one_write()
    {
        HookedBackend one = new(), two = new();
        IToast toast = Open(builder => builder
            .AddStore("main", one).AddStore("two", two).UseDefaultStore("main").AddModel<GuardedCustomer>(model => model.StoreIn("two")));
        Assert.Empty(await toast.DumpManyAsync([]));
        Assert.Empty(await toast.ValidateManyAsync<Customer>([]));
        Assert.Equal((0, 0), (one.Connects, two.Connects));

        var customer = new Customer("Ada", 36);
        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync([customer, new GuardedCustomer(), customer, new Tally()]);
        Assert.Equal(results[0], results[2]);
        Assert.Equal(["Customer", "GuardedCustomer", "Customer", "Tally"], results.Select(result => result.Reference!.ClassName));
        Assert.Equal(1, (await toast.GetInfoAsync(results[0].Reference!)).Version);
        Assert.Equal(1, two.Writes);
    }

    private static async Task<Customer> DeletedAfterRestoreAsync(IToast toast)
    {
        ExternalReference reference = await toast.DumpAsync(new Customer("b", 2));
        Customer restored = await toast.ValidateAsync<Customer>(reference);
        await toast.DeleteAsync(reference);
        return restored;
    }

    private static async Task<GuardedCustomer> StaleAsync(IToast toast)
    {
        ExternalReference reference = await toast.DumpAsync(new GuardedCustomer { Name = "1" });
        GuardedCustomer stale = await toast.ValidateAsync<GuardedCustomer>(reference);
        await toast.UpdateAsync<GuardedCustomer>(reference, customer =>
        {
            customer.Name = "2";
            return customer;
        });
        return stale;
    }
}

using System.Reflection;
using System.Text;
using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>Every code this build can raise: provoked, and its message read for cause and next step.</summary>
public sealed class ErrorTableTests : VerbTest
{
    /// <summary>Reserved for hooks of later builds; docs/errors.md says so.</summary>
    private static readonly string[] Reserved = [ErrorCodes.Forbidden];

    /// <summary>These need file systems of their own: the fault tests of the file and the SQLite store provoke them.</summary>
    private static readonly string[] OfTheDisk = [ErrorCodes.AccessDenied, ErrorCodes.ReadOnly, ErrorCodes.StorageFull];

    /// <summary>Raised by stores with servers only; a custom one stands for them here.</summary>
    private static readonly string[] OfServers = [ErrorCodes.Unreachable, ErrorCodes.Dns, ErrorCodes.TlsFailed, ErrorCodes.AuthFailed];

    public static TheoryData<string, string, string> Table => new()
    {
        { ErrorCodes.Unreachable, "refused", "Start it" },
        { ErrorCodes.Dns, "refused", "Start it" },
        { ErrorCodes.TlsFailed, "refused", "Start it" },
        { ErrorCodes.AuthFailed, "refused", "Start it" },
        { ErrorCodes.CircuitOpen, "5 operations in a row", "Look into that failure" },
        { ErrorCodes.Timeout, "did not answer", "raise the timeout" },
        { ErrorCodes.Busy, "limits are 1 and", "Send fewer at a time" },
        { ErrorCodes.StoreMissing, "folder", "Mount|Restore|mount|restore" },
        { ErrorCodes.NotSupported, "cannot delete records", "another store|Implement|capability" },
        { ErrorCodes.StorageFailed, "InvalidOperationException", "check the backend" },
        { ErrorCodes.NotFound, "deleted, have expired, or never existed", "Check the reference" },
        { ErrorCodes.Conflict, "expected version 1, found version 2", "UpdateAsync" },
        { ErrorCodes.InvalidReference, "not a UUID", "as it was returned by a dump" },
        { ErrorCodes.ClassMismatch, "names the class GuardedCustomer", "Validate it as its own class" },
        { ErrorCodes.UnknownClass, "not known here", "AddModel" },
        { ErrorCodes.UnknownStore, "not configured", "AddStore" },
        { ErrorCodes.InvalidJson, "line 1", "Correct|Send|Pass" },
        { ErrorCodes.InvalidValue, @"\$\.age", "Correct" },
        { ErrorCodes.TooDeep, "more than 64 records", "External<T>" },
        { ErrorCodes.Cycle, @"\$\.next", "External<Chain>" },
        { ErrorCodes.RecordTooLarge, "1000", "MaxRecordBytes" },
        { ErrorCodes.TooManyItems, "more than 2 items", "in parts" },
        { ErrorCodes.InvalidConfiguration, "MaxRetries", "from 0 to 100" },
        { ErrorCodes.DuplicateRegistration, "configured twice", "Remove one" },
        { ErrorCodes.UnsupportedType, @"\$\.value", "JsonElement" },
        { ErrorCodes.InvalidName, "two words", "Name =" },
        { ErrorCodes.StoreIncompatible, "records.db", "file of its own" },
        { ErrorCodes.CorruptRecord, "damaged|cannot be read", "backup" },
        { ErrorCodes.StoredDataInvalid, @"\$\.age", "Records.ReadAsync" },
        { ErrorCodes.SchemaTooNew, "schema version 9", "Deploy the newer build" },
        { ErrorCodes.SchemaNoUpgrader, "from version 1", "Upgrade" },
        { ErrorCodes.DanglingReference, @"\$\.first", "AllowDangling" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    [Trait("Behaviour", "B-022")]
    public async Task B_022_each_code_is_raised_with_its_cause_and_the_next_step(string code, string cause, string remedy)
    {
        ExternalStorageException error = await Assert.ThrowsAnyAsync<ExternalStorageException>(() => ProvokeAsync(code));

        Assert.Equal(code, error.Code);
        Assert.Matches(cause, error.Message);
        Assert.Matches(remedy, error.Message);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("!", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-022")]
    public void B_022_every_code_is_in_the_table_or_has_a_reason_not_to_be()
    {
        IEnumerable<string> codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!);
        IEnumerable<string> table = Table.Select(row => (string)row[0]);

        Assert.Equal(codes.Order(StringComparer.Ordinal), table.Concat(Reserved).Concat(OfTheDisk).Order(StringComparer.Ordinal));
    }

    private async Task ProvokeAsync(string code)
    {
        if (OfServers.Contains(code))
        {
            await FailingBackend(new StorageConnectionException(code, "The connection was refused. Start it.")).DumpAsync(new Customer("Ada", 36));
            return;
        }

        if (code == ErrorCodes.CircuitOpen)
        {
            IToast failing = FailingBackend(new StorageConnectionException(ErrorCodes.AuthFailed, "The login was refused."));
            for (int call = 0; call < 5; call++)
            {
                await Assert.ThrowsAsync<StorageConnectionException>(() => failing.DumpAsync(new Customer("Ada", 36)));
            }

            await failing.DumpAsync(new Customer("Ada", 36));
            return;
        }

        var reference = new ExternalReference("Customer", Guid.CreateVersion7());
        switch (code)
        {
            case ErrorCodes.Timeout:
                HookedBackend silent = new() { BeforeRead = _ => new TaskCompletionSource().Task };
                await Open(silent).ValidateAsync<Customer>(reference, new ValidateOptions { Timeout = TimeSpan.FromMilliseconds(50) });
                break;
            case ErrorCodes.Busy:
                await OverfillAsync();
                break;
            case ErrorCodes.StoreMissing:
                await LoseTheFolderAsync(reference);
                break;
            case ErrorCodes.NotSupported:
                await Open(new PlainBackend(), builder => builder.AddModel<Customer>()).DeleteAsync(reference);
                break;
            case ErrorCodes.StorageFailed:
                await FailingBackend(new InvalidOperationException("secret")).DumpAsync(new Customer("Ada", 36));
                break;
            case ErrorCodes.StoreIncompatible:
                await File.WriteAllTextAsync(Path.Combine(Folder, "records.db"), new string('x', 4_096));
                await Open(builder => builder.UseDefaultStore(UrlOf("sqlite", "records"))).DumpAsync(new Customer("Ada", 36));
                break;
            case ErrorCodes.CorruptRecord:
                await CutOffAsync();
                break;
            case ErrorCodes.RecordTooLarge:
                await Open("memory", builder => builder.Configure(options => options.MaxRecordBytes = 1_000)).DumpAsync(new Customer(new string('x', 1_000), 36));
                break;
            case ErrorCodes.TooManyItems:
                await Open("memory", builder => builder.Configure(options => options.MaxBulkItems = 2))
                    .DumpManyAsync([new Customer("a", 1), new Customer("b", 1), new Customer("c", 1)]);
                break;
            case ErrorCodes.InvalidConfiguration:
                Open("memory", builder => builder.Configure(options => options.MaxRetries = 101));
                break;
            case ErrorCodes.DuplicateRegistration:
                Open("memory", builder => builder.AddStore("main", "memory://"));
                break;
            case ErrorCodes.UnsupportedType:
                Open("memory", builder => builder.AddModel<Anything>());
                break;
            case ErrorCodes.InvalidName:
                Open("memory", builder => builder.AddModel<TwoWords>());
                break;
            default:
                await ProvokeInMemoryAsync(code, Open("memory", builder => builder.AddModel<Customer>().AddModel<GuardedCustomer>()), reference);
                break;
        }
    }

    private static async Task ProvokeInMemoryAsync(string code, IToast toast, ExternalReference reference)
    {
        switch (code)
        {
            case ErrorCodes.NotFound:
                await toast.ValidateAsync<Customer>(reference);
                break;
            case ErrorCodes.Conflict:
                ExternalReference guarded = await toast.DumpAsync(new GuardedCustomer());
                GuardedCustomer one = await toast.ValidateAsync<GuardedCustomer>(guarded), two = await toast.ValidateAsync<GuardedCustomer>(guarded);
                await toast.DumpAsync(one);
                await toast.DumpAsync(two);
                break;
            case ErrorCodes.InvalidReference:
                await toast.ValidateJsonAsync<Customer>("""{"class_name":"Customer","id":"7"}""");
                break;
            case ErrorCodes.ClassMismatch:
                await toast.ValidateAsync<Customer>(new ExternalReference("GuardedCustomer", reference.Id));
                break;
            case ErrorCodes.UnknownClass:
                await toast.ValidateAsync<Customer>(new ExternalReference("Nobody", reference.Id));
                break;
            case ErrorCodes.UnknownStore:
                await toast.ValidateAsync<Customer>(reference, new ValidateOptions { Source = "nowhere" });
                break;
            case ErrorCodes.InvalidJson:
                await toast.ValidateJsonAsync<Customer>("{");
                break;
            case ErrorCodes.InvalidValue:
                await toast.ValidateJsonAsync<Customer>("""{"name":"Ada","age":"36"}""");
                break;
            case ErrorCodes.TooDeep:
                await toast.DumpAsync(Enumerable.Range(0, 65).Aggregate<int, Chain?>(null, (next, _) => new Chain { Next = next })!);
                break;
            case ErrorCodes.Cycle:
                var circle = new Chain();
                circle.Next = circle;
                await toast.DumpAsync(circle);
                break;
            case ErrorCodes.StoredDataInvalid:
                await toast.Records.PutAsync(reference, """{"name":"Ada","age":"old"}"""u8.ToArray());
                await toast.ValidateAsync<Customer>(reference);
                break;
            case ErrorCodes.SchemaTooNew:
                await toast.Records.PutAsync(reference, "{}"u8.ToArray(), new RecordWriteOptions { SchemaVersion = 9 });
                await toast.ValidateAsync<Customer>(reference);
                break;
            case ErrorCodes.SchemaNoUpgrader:
                WrittenRecord old = await toast.Records.CreateAsync("Raised", "{}"u8.ToArray());
                await toast.ValidateAsync<Raised>(old.Reference);
                break;
            case ErrorCodes.DanglingReference:
                var list = new CustomerList { First = new Customer("Ada", 36) };
                ExternalReference parent = await toast.DumpAsync(list);
                await toast.DeleteAsync(list.First);
                await toast.ValidateAsync<CustomerList>(parent);
                break;
            default:
                Assert.Fail($"Nothing here provokes {code}.");
                break;
        }
    }

    private IToast FailingBackend(Exception failure) =>
        Open(new HookedBackend { BeforeWrite = (_, _) => throw failure }, builder => builder.Configure(options => options.MaxRetries = 0));

    private async Task OverfillAsync()
    {
        var gate = new TaskCompletionSource();
        var backend = new HookedBackend { BeforeWrite = (_, _) => gate.Task };
        IToast toast = Open(backend, builder => builder.Configure(options => options.MaxQueuedWrites = 1));
        Task<ExternalReference>[] dumps = [.. Enumerable.Range(0, 5).Select(i => toast.DumpAsync(new Customer($"{i}", i)))];
        gate.SetResult();
        await Task.WhenAll(dumps);
    }

    private async Task LoseTheFolderAsync(ExternalReference reference)
    {
        IToast toast = Open("file");
        await toast.DumpAsync(new Customer("Ada", 36));
        Directory.Delete(Path.Combine(Folder, "main"), recursive: true);
        await toast.ValidateAsync<Customer>(reference);
    }

    private async Task CutOffAsync()
    {
        IToast toast = Open("file");
        ExternalReference reference = await toast.DumpAsync(new Customer("Ada", 36));
        string file = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "main"), $"{reference.Id:D}.json", SearchOption.AllDirectories));
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))[..50], Encoding.ASCII);
        await toast.ValidateAsync<Customer>(reference);
    }

    [External]
    private sealed class Anything
    {
        public object? Value { get; set; }
    }

    [External(Name = "two words")]
    private sealed class TwoWords
    {
        public int Value { get; set; }
    }

    [External(SchemaVersion = 2)]
    private sealed class Raised
    {
        public int Value { get; set; }
    }
}

using System.Reflection;
using Npgsql;
using Toast.Client;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Every exception arrives as it left: type, code, every property, and a cause that any process can read.</summary>
public sealed class FailureTests : OnWatchedStore
{
    private const string Secret = "secret-word-of-a-driver";

    public static TheoryData<string> Names => [.. Failures.Keys];

    private static Guid Id { get; } = Guid.NewGuid();

    private static PostgresException Driver => new($"text with {Secret}", "FATAL", "FATAL", "57P01");

    private static Dictionary<string, Func<ExternalStorageException>> Failures { get; } = new()
    {
        ["base"] = () => new ExternalStorageException(ErrorCodes.StorageFailed, "base message", Driver) { Store = "s", ClassName = "C", Id = Id },
        ["connection"] = () => new StorageConnectionException(ErrorCodes.AuthFailed, "connection message", Driver)
        {
            OutcomeUnknown = true,
            Store = "s",
            ClassName = "C",
            Id = Id,
        },
        ["not found"] = () => new RecordNotFoundException("not found message", Driver) { Store = "s", ClassName = "C", Id = Id },
        ["concurrency"] = () => new ConcurrencyException("concurrency message", Driver)
        {
            ExpectedVersion = 3,
            ActualVersion = 7,
            Store = "s",
            ClassName = "C",
            Id = Id,
        },
        ["validation"] = () => new StorageValidationException(ErrorCodes.StoredDataInvalid, "validation message", Driver)
        {
            MemberPath = "$.a[1]",
            MemberPaths = ["$.a[1]", "$.b"],
            Expected = "an int",
            Actual = "a string",
            Store = "s",
            ClassName = "C",
            Id = Id,
        },
    };

    [Theory, MemberData(nameof(Names)), Trait("Behaviour", "B-501")]
    public async Task B_501_an_exception_arrives_with_every_property_in_a_client_and_on_every_silo(string name)
    {
        ExternalReference reference = await Toast.DumpAsync(new Note());
        Backend.BeforeRead = _ => throw Failures[name]();
        var fresh = new ValidateOptions { Fresh = true };
        foreach (IToast engine in EnginesOfSilos().Append(Toast))
        {
            Exception? failure = await Record.ExceptionAsync(() => engine.ValidateAsync<Note>(reference, fresh));
            Same(Failures[name](), failure);
        }
    }

    [Theory, MemberData(nameof(Names)), Trait("Behaviour", "B-501"), Trait("Behaviour", "B-120")]
    public async Task B_120_B_501_an_exception_of_one_record_of_a_bulk_arrives_with_every_property(string name)
    {
        Note[] notes = [new() { Text = "fine" }, new() { Text = "fails" }];
        Backend.BeforeWrite = request => System.Text.Encoding.UTF8.GetString(request.Data.Span).Contains("fails", StringComparison.Ordinal)
            ? throw Failures[name]()
            : Task.CompletedTask;
        IReadOnlyList<DumpResult> results = await Toast.DumpManyAsync(notes);

        Assert.True(results[0].Succeeded);
        Same(Failures[name](), results[1].Error);
        CauseIsSafe(results[1].Error!);
    }

    [Fact, Trait("Behaviour", "B-501")]
    public async Task B_501_no_driver_exception_and_no_text_of_one_leaves_a_silo()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note());
        Backend.BeforeRead = _ => throw Driver;
        ExternalStorageException failure = await Assert.ThrowsAsync<ExternalStorageException>(
            () => Toast.ValidateAsync<Note>(reference, new ValidateOptions { Fresh = true }));

        Assert.Equal((ErrorCodes.StorageFailed, StoreName, reference.Id), (failure.Code, failure.Store, failure.Id));
        CauseIsSafe(failure);
    }

    private static void CauseIsSafe(Exception failure)
    {
        var cause = Assert.IsType<RemoteCauseException>(failure.InnerException);
        Assert.Equal(("Npgsql.PostgresException", "57P01"), (cause.TypeName, cause.Code));
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    private static void Same(ExternalStorageException expected, Exception? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.GetType(), actual.GetType());
        Assert.Equal(expected.Message, actual.Message);
        foreach (PropertyInfo property in expected.GetType().GetProperties().Where(property => typeof(ExternalStorageException).IsAssignableFrom(property.DeclaringType)))
        {
            Assert.Equal(property.GetValue(expected), property.GetValue(actual));
        }
    }
}

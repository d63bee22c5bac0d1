using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Toast.Postgres.Tests.Failures;

/// <summary>Failures are told apart by SQLSTATE, socket error and type; their texts say nothing here.</summary>
public sealed class FailureTests
{
    private static readonly StorageUrl Url = StorageUrl.Parse("postgresql://app:hidden-word@db.example/shop");
    private static readonly RecordKey Key = new("Order", Guid.Parse("01890000-0000-7000-8000-000000000001"));

    [Theory]
    [InlineData("28P01", ErrorCodes.AuthFailed)]
    [InlineData("28000", ErrorCodes.AuthFailed)]
    [InlineData("3D000", ErrorCodes.StoreMissing)]
    [InlineData("3F000", ErrorCodes.StoreMissing)]
    [InlineData("42P01", ErrorCodes.StoreMissing)]
    [InlineData("53300", ErrorCodes.Busy)]
    [InlineData("53200", ErrorCodes.Busy)]
    [InlineData("40P01", ErrorCodes.Busy)]
    [InlineData("40001", ErrorCodes.Busy)]
    [InlineData("55P03", ErrorCodes.Busy)]
    [InlineData("57P03", ErrorCodes.Unreachable)]
    [InlineData("57014", ErrorCodes.Timeout)]
    [Trait("Behaviour", "B-306")]
    [Trait("Behaviour", "B-326")]
    public void B_306_B_326_a_refusal_of_the_server_is_known_not_to_have_written(string state, string code)
    {
        var failure = Assert.IsType<StorageConnectionException>(From(Refused(state), sent: true));

        Assert.Equal((code, false, "postgresql://db.example/shop"), (failure.Code, failure.OutcomeUnknown, failure.Store));
    }

    [Theory]
    [InlineData("42501", ErrorCodes.AccessDenied)]
    [InlineData("25006", ErrorCodes.ReadOnly)]
    [InlineData("53100", ErrorCodes.StorageFull)]
    [InlineData("XX001", ErrorCodes.StorageFailed)]
    [Trait("Behaviour", "B-307")]
    [Trait("Behaviour", "B-308")]
    public void B_307_B_308_what_no_repeat_can_mend_is_no_connection_failure(string state, string code)
    {
        ExternalStorageException failure = From(Refused(state), sent: true);

        Assert.Equal((typeof(ExternalStorageException), code), (failure.GetType(), failure.Code));
    }

    [Theory]
    [InlineData("22P02", ErrorCodes.InvalidValue)]
    [InlineData("22P05", ErrorCodes.InvalidValue)]
    [InlineData("22003", ErrorCodes.InvalidValue)]
    [InlineData("54000", ErrorCodes.RecordTooLarge)]
    [InlineData("42703", ErrorCodes.StoreIncompatible)]
    [Trait("Behaviour", "B-205")]
    public void B_205_what_the_table_cannot_hold_is_about_the_input(string state, string code)
    {
        var failure = Assert.IsType<StorageValidationException>(From(Refused(state), sent: true));

        Assert.Equal(code, failure.Code);
    }

    [Theory]
    [InlineData("57P01")]
    [InlineData("57P02")]
    [InlineData("08006")]
    [InlineData("08P01")]
    [Trait("Behaviour", "B-313")]
    public void B_313_a_connection_that_the_server_ends_leaves_a_write_open(string state)
    {
        var write = Assert.IsType<StorageConnectionException>(From(Refused(state), sent: true));
        var read = Assert.IsType<StorageConnectionException>(From(Refused(state), sent: false));

        Assert.Equal((ErrorCodes.Unreachable, true), (write.Code, write.OutcomeUnknown));
        Assert.Equal((ErrorCodes.Unreachable, false), (read.Code, read.OutcomeUnknown));
    }

    [Fact]
    [Trait("Behaviour", "B-313")]
    public void B_313_a_connection_whose_answers_the_driver_does_not_understand_is_lost()
    {
#pragma warning disable CA2201 // Just this is what the driver throws.
        var strange = new Exception("text");
#pragma warning restore CA2201

        Assert.Equal([true, false], new[] { true, false }.Select(sent => Assert.IsType<StorageConnectionException>(From(strange, sent)).OutcomeUnknown));
        Assert.Equal(ErrorCodes.StorageFailed, From(new InvalidCastException("text"), sent: true).Code);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, ErrorCodes.Unreachable)]
    [InlineData(SocketError.ConnectionReset, ErrorCodes.Unreachable)]
    [InlineData(SocketError.HostUnreachable, ErrorCodes.Unreachable)]
    [InlineData(SocketError.HostNotFound, ErrorCodes.Dns)]
    [InlineData(SocketError.TryAgain, ErrorCodes.Dns)]
    [InlineData(SocketError.NoData, ErrorCodes.Dns)]
    [InlineData(SocketError.TimedOut, ErrorCodes.Timeout)]
    [Trait("Behaviour", "B-301")]
    [Trait("Behaviour", "B-303")]
    public void B_301_B_303_socket_errors_are_told_apart_by_number(SocketError error, string code)
    {
        var failure = Assert.IsType<StorageConnectionException>(From(new NpgsqlException("text", new SocketException((int)error)), sent: false));

        Assert.Equal((code, false), (failure.Code, failure.OutcomeUnknown));
    }

    [Fact]
    [Trait("Behaviour", "B-302")]
    public void B_302_silence_after_a_write_was_sent_leaves_it_open()
    {
        var silence = new NpgsqlException("text", new TimeoutException());

        Assert.Equal([true, false], new[] { true, false }.Select(sent => Assert.IsType<StorageConnectionException>(From(silence, sent)).OutcomeUnknown));
        Assert.Equal(ErrorCodes.Timeout, From(silence, sent: true).Code);
        Assert.Equal(ErrorCodes.Unreachable, From(new NpgsqlException("text", new IOException("text")), sent: true).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-305")]
    public void B_305_what_goes_wrong_with_tls_is_told_from_a_wrong_login()
    {
        var plain = new NpgsqlException("text");

        Assert.Equal(ErrorCodes.TlsFailed, From(new NpgsqlException("text", new AuthenticationException()), sent: false).Code);
        Assert.Equal(ErrorCodes.TlsFailed, new Postgres.Failures(Url, asksForTls: true, severalHosts: false).From(plain, null, false).Code);
        Assert.Equal(ErrorCodes.AuthFailed, From(plain, sent: false).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-311")]
    public void B_311_of_several_servers_the_one_that_answered_counts()
    {
        var several = new Postgres.Failures(Url, asksForTls: true, severalHosts: true);
        var down = new NpgsqlException("text", new SocketException((int)SocketError.ConnectionRefused));

        Assert.Equal(ErrorCodes.AuthFailed, several.From(new NpgsqlException("text", new AggregateException(down, Refused("28P01"))), null, false).Code);
        Assert.Equal(ErrorCodes.Unreachable, several.From(new NpgsqlException("text", new AggregateException(down, down)), null, false).Code);
        Assert.Equal(ErrorCodes.TlsFailed, several.From(new NpgsqlException("text", new AggregateException(new NpgsqlException("text"), down)), null, false).Code);
        Assert.Equal(ErrorCodes.Unreachable, several.From(new NpgsqlException("text"), null, false).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-307")]
    [Trait("Behaviour", "B-401")]
    public void B_307_B_401_messages_name_store_record_and_remedy_and_no_secret()
    {
        var large = Assert.IsType<StorageValidationException>(From(Refused("54000"), sent: true));
        ExternalStorageException denied = From(Refused("42501"), sent: true);

        Assert.Equal(("Order", Key.Id), (large.ClassName, large.Id));
        Assert.Equal(
            "A record is larger or deeper than JSONB takes: Order/01890000-0000-7000-8000-000000000001 in postgresql://db.example/shop. "
            + "Store less in one record.",
            large.Message);
        Assert.All(["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "Grant"], word => Assert.Contains(word, denied.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("hidden-word", large.ToString() + denied, StringComparison.Ordinal);
    }

    private static ExternalStorageException From(Exception failure, bool sent) =>
        new Postgres.Failures(Url, asksForTls: false, severalHosts: false).From(failure, Key, sent);

    private static PostgresException Refused(string state) => new("a text that says not found, 404 and disk full", "ERROR", "ERROR", state);
}

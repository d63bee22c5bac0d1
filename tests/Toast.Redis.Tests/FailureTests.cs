using System.Reflection;
using StackExchange.Redis;
using Toast.Servers;

namespace Toast.Redis.Tests;

/// <summary>What becomes of the errors a server answers with, told apart by their first word.</summary>
public sealed class FailureTests : RedisTest
{
    private const string Password = "planted-word-1d7c";

    private static readonly RecordKey Key = new("Order", Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"));

    [SkippableTheory]
    [InlineData("NOAUTH", ErrorCodes.AuthFailed)]
    [InlineData("WRONGPASS", ErrorCodes.AuthFailed)]
    [InlineData("NOPERM", ErrorCodes.AccessDenied)]
    [InlineData("OOM", ErrorCodes.StorageFull)]
    [InlineData("MISCONF", ErrorCodes.StorageFull)]
    [InlineData("READONLY", ErrorCodes.ReadOnly)]
    [InlineData("BUSY", ErrorCodes.Busy)]
    [InlineData("LOADING", ErrorCodes.Busy)]
    [InlineData("MASTERDOWN", ErrorCodes.Busy)]
    [InlineData("CLUSTERDOWN", ErrorCodes.Busy)]
    [InlineData("TRYAGAIN", ErrorCodes.Busy)]
    [InlineData("NOREPLICAS", ErrorCodes.Busy)]
    [InlineData("WRONGTYPE", ErrorCodes.CorruptRecord)]
    [InlineData("ERR", ErrorCodes.StorageFailed)]
    [InlineData("SOMETHING", ErrorCodes.StorageFailed)]
    [Trait("Behaviour", "B-308")]
    [Trait("Behaviour", "B-309")]
    public async Task B_308_B_309_each_word_has_its_code_whatever_the_text_behind_it(string word, string code)
    {
        var refused = await Assert.ThrowsAnyAsync<RedisServerException>(
            () => Plain.ScriptEvaluateAsync("return redis.error_reply(ARGV[1])", [], [$"{word} BUSY OOM READONLY words of any kind"]));
        ExternalStorageException told = Describe(refused);

        Assert.Equal(code, told.Code);
        Assert.False(told is StorageConnectionException { OutcomeUnknown: true });
        Assert.DoesNotContain("words of any kind", told.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, told.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.", "OOM")]
    [InlineData("LOADING", "LOADING")]
    [InlineData("", "")]
    [InlineData("ERR unknown command", "ERR")]
    [InlineData("ERR Error running script (call to f_1b6c): @user_script:34: @user_script: 34: -OOM command not allowed when used memory > 'maxmemory'.", "OOM")]
    [InlineData("ERR Error running script (call to f_1b6c): @user_script:34: @user_script: 34: -READONLY You can't write against a read only replica.", "READONLY")]
    [InlineData("ERR Error running script (call to f_1b6c): @user_script:3: user_script:3: attempt to index a nil value", "ERR")]
    [Trait("Behaviour", "B-309")]
    public void B_309_the_word_that_a_script_met_is_found_behind_the_one_of_older_servers(string error, string word) =>
        Assert.Equal(word, ErrorWord.Of(error));

    [Fact]
    [Trait("Behaviour", "B-302")]
    public void B_302_a_lost_connection_leaves_the_outcome_of_writes_open_and_of_reads_not()
    {
        var lost = Lost(ConnectionFailureType.SocketFailure, "words of any kind");

        Assert.True(Assert.IsType<StorageConnectionException>(Describe(lost)).OutcomeUnknown);
        Assert.False(Assert.IsType<StorageConnectionException>(Describe(lost, writes: false)).OutcomeUnknown);
        Assert.Equal(ErrorCodes.Unreachable, Describe(lost).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-301")]
    public void B_301_what_could_not_be_sent_was_not_done()
    {
        var never = Lost(ConnectionFailureType.UnableToConnect, "words of any kind");

        Assert.False(Assert.IsType<StorageConnectionException>(Describe(never)).OutcomeUnknown);
        Assert.Contains("Nothing was written", Describe(never).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(IOException))]
    [Trait("Behaviour", "B-302")]
    public void B_302_what_the_library_gives_up_by_itself_may_have_been_done(Type kind)
    {
        var given = (Exception)Activator.CreateInstance(kind, kind == typeof(ObjectDisposedException) ? ["connection"] : [])!;

        Assert.True(Assert.IsType<StorageConnectionException>(Describe(given)).OutcomeUnknown);
        Assert.False(Assert.IsType<StorageConnectionException>(Describe(given, writes: false)).OutcomeUnknown);
        Assert.Equal(ErrorCodes.Unreachable, Describe(given).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-030")]
    public void B_030_a_refused_login_is_told_from_a_refused_certificate()
    {
        var login = Lost(ConnectionFailureType.AuthenticationFailure, Password);
        var handshake = Lost(
            ConnectionFailureType.AuthenticationFailure, "words of any kind", new System.Security.Authentication.AuthenticationException("no"));

        Assert.Equal((ErrorCodes.AuthFailed, ErrorCodes.TlsFailed), (Describe(login).Code, Describe(handshake).Code));
        Assert.DoesNotContain(Password, Describe(login).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-307")]
    public async Task B_307_a_user_that_may_only_read_reads_and_lists_and_is_told_what_writing_needs()
    {
        Skip.IfNot(RedisClient.IsCurrent, "absent: users, which the older client does not know");
        await using RedisServer server = await RedisServer.StartAsync();
        string keys = $"~{Prefix}:*";
        await server.SendAsync(
            "ACL", "SETUSER", "writer", "on", $">{Password}", keys, "+get", "+mget", "+getrange", "+scan", "+ping", "+echo", "+info", "+select", "+eval", "+evalsha",
            "+set", "+del", "+exists", "+time");
        await server.SendAsync("ACL", "SETUSER", "reader", "on", $">{Password}", keys, "+get", "+mget", "+getrange", "+scan", "+ping", "+echo", "+info", "+select");
        StorageBackend writer = await OpenAsync(server.Url(user: "writer", password: Password, query: $"prefix={Prefix}"));
        StorageBackend reader = await OpenAsync(server.Url(user: "reader", password: Password, query: $"prefix={Prefix}"));
        RecordKey key = NewKey();
        await ((ISupportsConditionalSave)writer).SaveAsync(Write(key, "1"), default);

        Assert.Equal("1", Json(await reader.LoadAsync(key, default)));
        Assert.Equal("1", Json((await ((ISupportsBatch)reader).LoadManyAsync([key, NewKey()], default))[0]));
        Assert.Equal(key.Id, Assert.Single(await ((ISupportsListing)reader).ListAsync(new ListRequest("Order", null, 10), default)).Id);
        var denied = await Assert.ThrowsAsync<ExternalStorageException>(() => ((ISupportsConditionalSave)reader).SaveAsync(Write(key, "2"), default));
        Assert.Equal(ErrorCodes.AccessDenied, denied.Code);
        Assert.Contains("EVALSHA", denied.Message, StringComparison.Ordinal);
        Assert.Equal(SaveStatus.Saved, (await ((ISupportsDelete)writer).DeleteAsync(new DeleteRequest(key, SaveCondition.Any), default)).Status);
    }

    /// <summary>As the client makes it: the older one by a constructor of its own, and the current one would rather be told the flags of the command too.</summary>
    private static RedisConnectionException Lost(ConnectionFailureType kind, string message, Exception? cause = null) =>
        (RedisConnectionException)Activator.CreateInstance(
            typeof(RedisConnectionException),
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic,
            null,
            [kind, message, cause ?? new IOException("gone")],
            null)!;

    private static ExternalStorageException Describe(Exception failure, bool writes = true) =>
        new Failures(StorageUrl.Parse($"redis://:{Password}@cache/0")).From(failure, Key, writes);
}

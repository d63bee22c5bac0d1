using Orleans.Storage;
using Toast.Grains.Tests.Support;
using Toast.Servers;

namespace Toast.Grains.Tests.Storage;

/// <summary>A store that cannot be reached is never taken for one without the state.</summary>
public sealed class UnreachableTests
{
    [Theory]
    [InlineData("postgresql://app:top-secret@127.0.0.1:{0}/shop")]
    [InlineData("redis://:top-secret@127.0.0.1:{0}")]
    public async Task Every_operation_fails_and_leaves_the_grains_state_alone(string template)
    {
        using var nobody = new ClosedPort();
        string url = template.Replace("{0}", nobody.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        using var silo = new UnstartedSilo(silo => silo.AddToastGrainStorage("main", url, options =>
        {
            options.Engine.OperationTimeout = TimeSpan.FromSeconds(2);
            options.Engine.MaxRetries = 0;
        }));
        IGrainStorage storage = silo.Storage();
        GrainId id = States.NewId();
        foreach (string? etag in new[] { null, "1@1" })
        {
            await AssertFailsAsync(state => storage.ReadStateAsync(States.Name, id, state), "read", etag);
            await AssertFailsAsync(state => storage.WriteStateAsync(States.Name, id, state), "write", etag);
            await AssertFailsAsync(state => storage.ClearStateAsync(States.Name, id, state), "clear", etag);
        }
    }

    private static async Task AssertFailsAsync(Func<GrainState<Profile>, Task> operation, string verb, string? etag)
    {
        Profile mine = Profile.Of(1);
        var state = new GrainState<Profile>(mine, etag!) { RecordExists = true };
        GrainStorageException failure = await Assert.ThrowsAsync<GrainStorageException>(() => operation(state));
        Assert.Contains(failure.Code, new[] { ErrorCodes.Unreachable, ErrorCodes.CircuitOpen, ErrorCodes.Timeout });
        Assert.StartsWith($"The {verb} of state 'profile' of grain visitor/", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.OutcomeUnknown);
        Assert.DoesNotContain("top-secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Same(mine, state.State);
        Assert.Equal((etag, true), (state.ETag, state.RecordExists));
    }
}

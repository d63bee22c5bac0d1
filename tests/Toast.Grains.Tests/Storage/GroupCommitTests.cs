using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.Storage;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task Writes_of_many_grains_that_arrive_together_go_together()
    {
        var backend = new GatedBackend();
        using var silo = new UnstartedSilo(silo => silo.AddToastGrainStorage("main", backend));
        Task first = silo.Storage().WriteAsync(States.NewId(), Profile.Of(0));
        await backend.Waiting;
        Task[] others = [.. Enumerable.Range(1, 500).Select(i => silo.Storage().WriteAsync(States.NewId(), Profile.Of(i)))];
        backend.Open();
        await first;
        await Task.WhenAll(others);
        Assert.InRange(backend.Flushes, 2, 10);
    }

    [Fact]
    public async Task A_grain_that_changes_its_state_while_it_is_written_does_not_change_what_is_written()
    {
        var backend = new GatedBackend();
        using var silo = new UnstartedSilo(silo => silo.AddToastGrainStorage("main", backend));
        GrainId id = States.NewId();
        var state = new GrainState<Profile>(Profile.Of(1));
        Task writing = silo.Storage().WriteStateAsync(States.Name, id, state);
        await backend.Waiting;
        state.State.Visits = 99;
        backend.Open();
        await writing;
        Assert.Equal(Profile.Of(1), (await silo.Storage().ReadAsync(id)).State);
    }
}

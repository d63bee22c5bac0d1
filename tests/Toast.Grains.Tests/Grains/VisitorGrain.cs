using Orleans.Placement;

namespace Toast.Grains.Tests.Grains;

[GrainType("visitor")]
[RandomPlacement]
public sealed class VisitorGrain([PersistentState("visits", "main")] IPersistentState<Visits> state, ILocalSiloDetails silo) : Grain, IVisitorGrain
{
    public async Task<int> VisitAsync()
    {
        state.State = new Visits(state.State.Count + 1, state.State.First ?? "Первый");
        await state.WriteStateAsync();
        return state.State.Count;
    }

    public Task<int> CountAsync() => Task.FromResult(state.RecordExists ? state.State.Count : -1);

    public Task ForgetAsync() => state.ClearStateAsync();

    public Task<string> SiloAsync() => Task.FromResult(silo.SiloAddress.ToString());
}

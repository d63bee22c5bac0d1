using Orleans.Concurrency;

namespace Toast.Benchmarks.Cluster;

/// <summary>What people write without Toast: a grain for each record, persisted by Orleans' ADO.NET provider.</summary>
public interface IPlainRecordGrain : IGrainWithGuidCompoundKey
{
    /// <summary>Stores the data and gives its version.</summary>
    Task<long> SetAsync(Immutable<byte[]> data);
}

/// <summary>An empty call that answers with bytes.</summary>
public interface IEchoGrain : IGrainWithGuidCompoundKey
{
    Task<Immutable<byte[]>> GetAsync();
}

/// <summary>The state of <see cref="PlainRecordGrain"/>.</summary>
[GenerateSerializer]
public sealed class PlainState
{
    [Id(0)]
    public byte[] Data { get; set; } = [];

    [Id(1)]
    public long Version { get; set; }
}

/// <inheritdoc cref="IPlainRecordGrain"/>
public sealed class PlainRecordGrain([PersistentState("plain", PlainRecordGrain.Storage)] IPersistentState<PlainState> state) : Grain, IPlainRecordGrain
{
    public const string Storage = "adonet";

    public async Task<long> SetAsync(Immutable<byte[]> data)
    {
        state.State.Data = data.Value;
        state.State.Version++;
        await state.WriteStateAsync();
        return state.State.Version;
    }
}

/// <inheritdoc cref="IEchoGrain"/>
public sealed class EchoGrain : Grain, IEchoGrain
{
    private static readonly Immutable<byte[]> Answer = new(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(SmallModel.Number(1)));

    public Task<Immutable<byte[]>> GetAsync() => Task.FromResult(Answer);
}

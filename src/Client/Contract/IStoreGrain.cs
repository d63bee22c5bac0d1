namespace Toast.Client.Contract;

/// <summary>
/// What concerns many records or a whole store: a worker on the silo that the client is connected to. Its key means nothing but that calls with
/// different keys may go to different silos.
/// </summary>
[Alias("toast.IStoreGrain")]
internal interface IStoreGrain : IGrainWithIntegerKey
{
    /// <summary>Has each record written by its own grain, and answers when all have.</summary>
    [Alias("SaveMany"), ResponseTimeout(CallTimes.Response)]
    Task<SaveAnswer[]> SaveManyAsync(SaveManyCall call, CancellationToken cancellationToken);

    /// <summary>Has each record read by its own grain, and answers when all are, or enough for one message.</summary>
    [Alias("LoadMany"), ResponseTimeout(CallTimes.Response)]
    Task<LoadAnswer[]> LoadManyAsync(LoadManyCall call, CancellationToken cancellationToken);

    /// <summary>The records that grains on this silo remember and would answer with now, packed; the others are absent, whether they exist or not.</summary>
    [Alias("LoadWarm"), ResponseTimeout(CallTimes.Response)]
    Task<byte[]> LoadWarmAsync(WarmCall call);

    /// <summary>Writes what can be written at once, packed as <see cref="PackedSaves"/> says, and tells what was not; new records get no grain yet.</summary>
    [Alias("SaveTogether"), ResponseTimeout(CallTimes.Response)]
    Task<byte[]> SaveTogetherAsync(TogetherCall call);

    [Alias("List"), ResponseTimeout(CallTimes.Response)]
    Task<ListAnswer> ListAsync(ListCall call, CancellationToken cancellationToken);

    /// <summary>How many records of each class the store holds; of the silo's default store where the place names none.</summary>
    [Alias("Count"), ResponseTimeout(CallTimes.Response)]
    Task<CountAnswer> CountAsync(CountCall call, CancellationToken cancellationToken);

    /// <summary>Ends when the store has answered.</summary>
    [Alias("Probe"), ResponseTimeout(CallTimes.Response)]
    Task ProbeAsync(WirePlace place, CancellationToken cancellationToken);
}

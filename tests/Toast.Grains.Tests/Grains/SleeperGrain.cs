namespace Toast.Grains.Tests.Grains;

/// <summary>Keeps its state with Orleans' own provider, and is woken by reminders.</summary>
[GrainType("sleeper")]
public sealed class SleeperGrain([PersistentState("sleeper", "adonet")] IPersistentState<Visits> state) : Grain, ISleeperGrain, IRemindable
{
    private const string Reminder = "wake";

    public Task SleepAsync() => this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(500));

    public Task<int> WakesAsync() => Task.FromResult(state.State.Count);

    public async Task StayAsleepAsync()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        await state.ClearStateAsync();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        state.State = new Visits(state.State.Count + 1, reminderName);
        return state.WriteStateAsync();
    }
}

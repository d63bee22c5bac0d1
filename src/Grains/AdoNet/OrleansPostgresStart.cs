namespace Toast.Grains.AdoNet;

/// <summary>Sets the database up, or only verifies it, before the silo reads anything from it.</summary>
internal sealed class OrleansPostgresStart(string connectionString, OrleansPostgresParts parts, bool verifyOnly) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(OrleansPostgresStart),
        ServiceLifecycleStage.First,
        token => verifyOnly ? OrleansPostgres.VerifyAsync(connectionString, parts, token) : OrleansPostgres.SetUpAsync(connectionString, parts, token));
}

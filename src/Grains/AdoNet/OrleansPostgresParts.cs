namespace Toast.Grains;

/// <summary>What of Orleans keeps its data in PostgreSQL through ADO.NET.</summary>
[Flags]
public enum OrleansPostgresParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Grain states: <c>Microsoft.Orleans.Persistence.AdoNet</c>.</summary>
    GrainStorage = 1,

    /// <summary>Membership of the cluster, for silos and clients: <c>Microsoft.Orleans.Clustering.AdoNet</c>.</summary>
    Clustering = 2,

    /// <summary>Reminders: <c>Microsoft.Orleans.Reminders.AdoNet</c>.</summary>
    Reminders = 4,

    /// <summary>All of them.</summary>
    All = GrainStorage | Clustering | Reminders,
}

namespace Toast.Postgres;

/// <summary>
/// The statements of one layout. Those for writes come for one record (plain parameters) and for many (arrays that are unnested); both take the same
/// parameters in the same order, and all layouts answer with the same columns, so that one reader and one writer serve them all.
/// </summary>
internal sealed record RecordSql
{
    /// <summary>Creates or replaces: class names, ids, schema versions, increments, lifetimes, write ids, escape marks, data.</summary>
    public required string UpsertOne { get; init; }

    public required string UpsertMany { get; init; }

    /// <summary>Creates only; parameters as <see cref="UpsertOne"/>.</summary>
    public required string InsertOne { get; init; }

    public required string InsertMany { get; init; }

    /// <summary>
    /// Creates records of which none is there, and answers with the time of it; parameters as <see cref="UpsertMany"/>, but the data as text, and class names and
    /// schema versions once if they are all the same. Null where a layout has no such statement.
    /// </summary>
    public string? InsertNew { get; init; }

    /// <summary>
    /// As <see cref="InsertNew"/>, for records of one class and schema version, at version 1, that do not expire: class name, schema version, ids, write ids, data
    /// as text. Null where a layout has no such statement.
    /// </summary>
    public string? InsertAlike { get; init; }

    /// <summary>Replaces only; parameters as <see cref="UpsertOne"/>, then the version and the created time that must be found, or null.</summary>
    public required string UpdateOne { get; init; }

    public required string UpdateMany { get; init; }

    /// <summary>
    /// Replaces records of one class and schema version, and answers with the number of each that was replaced and the time: class name, schema version,
    /// ids, write ids, data as text, versions and created times that must be found, numbers. Null where a layout has no such statement.
    /// </summary>
    public string? UpdateKnown { get; init; }

    /// <summary>What stood in the way of writes: class names, ids.</summary>
    public required string LookUp { get; init; }

    public required string LoadOne { get; init; }

    public required string LoadMany { get; init; }

    /// <summary>What is known of a record besides its data: class name, id.</summary>
    public required string Info { get; init; }

    /// <summary>Stores a record with the version and times it has.</summary>
    public required string Store { get; init; }

    public required string Delete { get; init; }

    public required string DeleteVersion { get; init; }

    /// <summary>A page of a listing: class name, the id it begins after, since, before, how many.</summary>
    public required string List { get; init; }

    /// <summary>The first page; the zero id cannot be stored through the verbs, but may be there.</summary>
    public string ListFirst => List.Replace("r.id > $2", "r.id >= $2", StringComparison.Ordinal);

    /// <summary>Class names with how many rows each has.</summary>
    public required string Count { get; init; }

    /// <summary>Removes some expired records; empty where none expires.</summary>
    public string Sweep { get; init; } = "";
}

using Npgsql;
using NpgsqlTypes;

namespace Toast.Postgres;

/// <summary>Fills one statement with writes: plain parameters for one, arrays for several.</summary>
internal static class SaveCommand
{
    /// <summary>The driver reads no times behind the year 9999.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(2_500_000);

    /// <param name="sql">The statement, for one row or for many.</param>
    /// <param name="requests">The writes.</param>
    /// <param name="compares">Whether the statement also takes the version and created time that must be found.</param>
    public static NpgsqlBatchCommand Of(string sql, IReadOnlyList<SaveRequest> requests, bool compares) =>
        requests.Count == 1 ? OfOne(sql, requests[0], compares) : OfMany(sql, requests, compares);

    /// <param name="sql">The statement, which takes its rows as <see cref="WriteRows.Streamed"/>.</param>
    /// <param name="requests">The writes.</param>
    public static NpgsqlBatchCommand OfStreamed(string sql, IReadOnlyList<SaveRequest> requests) => OfRows(sql, requests, areStreamed: true);

    /// <param name="sql">The statement, which takes its rows as <see cref="WriteRows.Alike"/>.</param>
    /// <param name="requests">The writes.</param>
    /// <returns>The statement; null if one of them has something that it does not take.</returns>
    public static NpgsqlBatchCommand? OfAlike(string sql, IReadOnlyList<SaveRequest> requests)
    {
        int count = requests.Count;
        SaveRequest first = requests[0];
        var ids = new Guid[count];
        var writeIds = new Guid[count];
        var data = new ReadOnlyMemory<byte>[count];
        for (int i = 0; i < count; i++)
        {
            SaveRequest request = requests[i];
            if (request is not { Increment: 1, TimeToLive: null } || request.SchemaVersion != first.SchemaVersion || request.Key.ClassName != first.Key.ClassName
                || JsonbText.TryEscape(request.Data, out data[i]))
            {
                return null;
            }

            ids[i] = request.Key.Id;
            writeIds[i] = request.WriteId;
        }

        var command = new NpgsqlBatchCommand(sql);
        command.Add(NpgsqlDbType.Text, first.Key.ClassName);
        command.Add(NpgsqlDbType.Integer, first.SchemaVersion);
        command.AddArray(NpgsqlDbType.Uuid, ids);
        command.AddArray(NpgsqlDbType.Uuid, writeIds);
        command.AddArray(NpgsqlDbType.Text, data);
        return command;
    }

    /// <param name="sql">The statement, which takes its rows as <see cref="WriteRows.Known"/>.</param>
    /// <param name="requests">The writes, as <see cref="ChangedRows"/> takes them.</param>
    /// <returns>The statement; null if the data of one has to be escaped.</returns>
    public static NpgsqlBatchCommand? OfChanged(string sql, SaveRequest[] requests)
    {
        int count = requests.Length;
        var ids = new Guid[count];
        var writeIds = new Guid[count];
        var data = new ReadOnlyMemory<byte>[count];
        var versions = new long[count];
        var created = new DateTime[count];
        var places = new int[count];
        for (int i = 0; i < count; i++)
        {
            SaveRequest request = requests[i];
            if (JsonbText.TryEscape(request.Data, out data[i]))
            {
                return null;
            }

            places[i] = i;
            ids[i] = request.Key.Id;
            writeIds[i] = request.WriteId;
            versions[i] = request.Condition.Version;
            created[i] = request.Condition.Created!.Value.UtcDateTime;
        }

        var command = new NpgsqlBatchCommand(sql);
        command.Add(NpgsqlDbType.Text, requests[0].Key.ClassName);
        command.Add(NpgsqlDbType.Integer, requests[0].SchemaVersion);
        command.AddArray(NpgsqlDbType.Uuid, ids);
        command.AddArray(NpgsqlDbType.Uuid, writeIds);
        command.AddArray(NpgsqlDbType.Text, data);
        command.AddArray(NpgsqlDbType.Bigint, versions);
        command.AddArray(NpgsqlDbType.TimestampTz, created);
        command.AddArray(NpgsqlDbType.Integer, places);
        return command;
    }

    /// <summary>When a record expires that is written at a time, as the statements compute it.</summary>
    public static DateTimeOffset? ExpiryOf(SaveRequest request, DateTimeOffset written) =>
        LifetimeOf(request) is { } microseconds ? written.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond) : null;

    private static NpgsqlBatchCommand OfOne(string sql, SaveRequest request, bool compares)
    {
        bool escaped = JsonbText.TryEscape(request.Data, out ReadOnlyMemory<byte> data);
        var command = new NpgsqlBatchCommand(sql);
        command.AddKey(request.Key);
        command.Add(NpgsqlDbType.Integer, request.SchemaVersion);
        command.Add(NpgsqlDbType.Bigint, (long)request.Increment);
        command.AddOrNull(NpgsqlDbType.Bigint, LifetimeOf(request));
        command.Add(NpgsqlDbType.Uuid, request.WriteId);
        command.Add(NpgsqlDbType.Boolean, escaped);
        command.Add(NpgsqlDbType.Jsonb, data);
        if (compares)
        {
            command.AddOrNull(NpgsqlDbType.Bigint, ExpectedOf(request));
            command.AddOrNull<DateTime>(NpgsqlDbType.TimestampTz, request.Condition.Created?.UtcDateTime);
        }

        return command;
    }

    private static NpgsqlBatchCommand OfMany(string sql, IReadOnlyList<SaveRequest> requests, bool compares)
    {
        NpgsqlBatchCommand command = OfRows(sql, requests, areStreamed: false);
        if (compares)
        {
            command.AddArray(NpgsqlDbType.Bigint, UnlessAll(ToArray(requests, ExpectedOf), null));
            command.AddArray(NpgsqlDbType.TimestampTz, UnlessAll(ToArray(requests, request => request.Condition.Created?.UtcDateTime), null));
        }

        return command;
    }

    private static NpgsqlBatchCommand OfRows(string sql, IReadOnlyList<SaveRequest> requests, bool areStreamed)
    {
        int count = requests.Count;
        var names = new string[count];
        var ids = new Guid[count];
        var schemaVersions = new int[count];
        var increments = new long[count];
        var lifetimes = new long?[count];
        var writeIds = new Guid[count];
        var escapes = new bool[count];
        var data = new ReadOnlyMemory<byte>[count];
        for (int i = 0; i < count; i++)
        {
            SaveRequest request = requests[i];
            names[i] = request.Key.ClassName;
            ids[i] = request.Key.Id;
            schemaVersions[i] = request.SchemaVersion;
            increments[i] = request.Increment;
            lifetimes[i] = LifetimeOf(request);
            writeIds[i] = request.WriteId;
            escapes[i] = JsonbText.TryEscape(request.Data, out data[i]);
        }

        var command = new NpgsqlBatchCommand(sql);
        command.AddArray(NpgsqlDbType.Text, areStreamed ? OnceIfAlike(names) : names);
        command.AddArray(NpgsqlDbType.Uuid, ids);
        command.AddArray(NpgsqlDbType.Integer, areStreamed ? OnceIfAlike(schemaVersions) : schemaVersions);
        command.AddArray(NpgsqlDbType.Bigint, UnlessAll(increments, 1));
        command.AddArray(NpgsqlDbType.Bigint, UnlessAll(lifetimes, null));
        command.AddArray(NpgsqlDbType.Uuid, writeIds);
        command.AddArray(NpgsqlDbType.Boolean, UnlessAll(escapes, false));
        command.AddArray(areStreamed ? NpgsqlDbType.Text : NpgsqlDbType.Jsonb, data);
        return command;
    }

    /// <summary>Values that are all the usual one are not sent: the statement fills what is missing from a shorter array with null.</summary>
    private static T[] UnlessAll<T>(T[] values, T usual) => values.AsSpan().IndexOfAnyExcept(usual) < 0 ? [] : values;

    private static T[] OnceIfAlike<T>(T[] values) => values.AsSpan(1).IndexOfAnyExcept(values[0]) < 0 ? [values[0]] : values;

    private static T[] ToArray<T>(IReadOnlyList<SaveRequest> requests, Func<SaveRequest, T> select)
    {
        var values = new T[requests.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = select(requests[i]);
        }

        return values;
    }

    private static long? LifetimeOf(SaveRequest request) =>
        request.TimeToLive is { } lifetime ? Math.Min(lifetime.Ticks, LongestLife.Ticks) / TimeSpan.TicksPerMicrosecond : null;

    private static long? ExpectedOf(SaveRequest request) =>
        request.Condition.Kind == SaveConditionKind.VersionIs ? request.Condition.Version : null;
}

using Npgsql;
using NpgsqlTypes;

namespace Toast.Postgres;

/// <summary>Puts values into statements, typed, so that none is boxed and none is turned into text.</summary>
internal static class Parameters
{
    public static void Add<T>(this NpgsqlBatchCommand command, NpgsqlDbType type, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });

    public static void AddOrNull<T>(this NpgsqlBatchCommand command, NpgsqlDbType type, T? value)
        where T : struct
    {
        if (value is { } known)
        {
            command.Add(type, known);
        }
        else
        {
            command.Parameters.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type });
        }
    }

    public static void AddArray<T>(this NpgsqlBatchCommand command, NpgsqlDbType type, T[] values) => command.Add(NpgsqlDbType.Array | type, values);

    public static void AddKey(this NpgsqlBatchCommand command, RecordKey key)
    {
        command.Add(NpgsqlDbType.Text, key.ClassName);
        command.Add(NpgsqlDbType.Uuid, key.Id);
    }

    public static void AddKeys(this NpgsqlBatchCommand command, IReadOnlyList<RecordKey> keys)
    {
        var names = new string[keys.Count];
        var ids = new Guid[keys.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            (names[i], ids[i]) = (keys[i].ClassName, keys[i].Id);
        }

        command.AddArray(NpgsqlDbType.Text, names);
        command.AddArray(NpgsqlDbType.Uuid, ids);
    }
}

using System.Runtime.CompilerServices;
using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>A prepared statement, bound again for each use. Parameters and columns count as SQLite counts them: from 1 and from 0.</summary>
internal sealed class Statement(sqlite3 database, sqlite3_stmt handle) : IDisposable
{
    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(handle, parameter, value));

    public void Bind(int parameter, long? value)
    {
        if (value is { } number)
        {
            Bind(parameter, number);
        }
        else
        {
            Check(raw.sqlite3_bind_null(handle, parameter));
        }
    }

    /// <summary>Binds UTF-8 bytes as text, without making a string. SQLite copies them.</summary>
    public void BindText(int parameter, ReadOnlySpan<byte> utf8) =>
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(handle, parameter, "") : raw.sqlite3_bind_text(handle, parameter, utf8));

    public void BindBytes(int parameter, ReadOnlySpan<byte> bytes) => Check(raw.sqlite3_bind_blob(handle, parameter, bytes));

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step([CallerMemberName] string operation = "")
    {
        int result = raw.sqlite3_step(handle);
        return result switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw new SqliteFault(raw.sqlite3_extended_errcode(database), operation),
        };
    }

    /// <summary>Runs a statement that answers no rows, and makes it ready for the next use.</summary>
    public void Run([CallerMemberName] string operation = "")
    {
        try
        {
            Step(operation);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that answers no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int RunAndCount([CallerMemberName] string operation = "")
    {
        Run(operation);
        return raw.sqlite3_changes(database);
    }

    /// <summary>Ends the current use. A statement that is not reset keeps its read transaction open.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    /// <summary>Lets go of the copies of bound values, which may be as large as a record.</summary>
    public void Forget() => raw.sqlite3_clear_bindings(handle);

    public int KindOf(int column) => raw.sqlite3_column_type(handle, column);

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>The bytes of a text or blob; valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    public void Dispose() => handle.Dispose();

    private static void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteFault(result, "bind");
        }
    }
}

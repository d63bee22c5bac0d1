using System.Text;

namespace Toast.Sqlite;

/// <summary>Binds keys and records to statements; one for each session.</summary>
internal sealed class RecordBinder
{
    private const int GuidTextLength = 36;
    private const int GuidLength = 16;
    private const int LargeBytes = 1 << 16;

    private string? lastClassName;
    private byte[] lastClassNameUtf8 = [];

    public void BindKey(Statement statement, RecordKey key)
    {
        BindClassName(statement, key.ClassName);
        Span<byte> text = stackalloc byte[GuidTextLength];
        key.Id.TryFormat(text, out _, "D");
        statement.BindText(2, text);
    }

    public void BindClassName(Statement statement, string className)
    {
        // Batches are mostly of one class, and its name is mostly the same instance.
        if (!ReferenceEquals(className, lastClassName))
        {
            lastClassName = className;
            lastClassNameUtf8 = Encoding.UTF8.GetBytes(className);
        }

        statement.BindText(1, lastClassNameUtf8);
    }

    /// <summary>Runs a statement that writes a record; false if it changed nothing.</summary>
    public bool Write(Statement statement, RecordKey key, in RecordHead head, ReadOnlySpan<byte> data)
    {
        try
        {
            BindKey(statement, key);
            statement.Bind(3, head.SchemaVersion);
            statement.Bind(4, head.Version);
            statement.Bind(5, head.Created);
            statement.Bind(6, head.Updated);
            statement.Bind(7, head.Expires);
            Span<byte> writeId = stackalloc byte[GuidLength];
            head.WriteId.TryWriteBytes(writeId, bigEndian: true, out _);
            statement.BindBytes(8, writeId);
            statement.BindText(9, data);
            return statement.RunAndCount() > 0;
        }
        finally
        {
            if (data.Length > LargeBytes)
            {
                statement.Forget();
            }
        }
    }
}

using System.Text.Json;

namespace Toast;

/// <summary>
/// Reads the documents of <see cref="StoredRecordJson"/>. Members it does not know are passed over, so that later versions may add some.
/// </summary>
internal ref struct StoredRecordReader
{
    private readonly ReadOnlyMemory<byte> document;
    private readonly bool headOnly;
    private Utf8JsonReader reader;
    private string? problem;

    private string? className;
    private Guid? id;
    private int? schemaVersion;
    private long? version;
    private DateTimeOffset? created;
    private DateTimeOffset? updated;
    private DateTimeOffset? expires;
    private Guid writeId;
    private ReadOnlyMemory<byte>? data;

    private StoredRecordReader(ReadOnlyMemory<byte> document, bool headOnly)
    {
        this.document = document;
        this.headOnly = headOnly;

        // How deep data may be is decided before it is stored; a record that was accepted once stays readable.
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader = new Utf8JsonReader(document.Span, isFinalBlock: !headOnly, state);
    }

    /// <summary>Reads a whole document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence; null if it is a record.</param>
    /// <returns>The record, or null.</returns>
    public static StoredRecord? Read(ReadOnlyMemory<byte> document, out string? problem) => Run(document, headOnly: false, out problem);

    /// <summary>Reads what stands before the data from the first bytes of a document.</summary>
    /// <param name="beginning">The first bytes.</param>
    /// <returns>The record without its data, or null if these bytes do not tell: the whole document has to be read.</returns>
    public static StoredRecord? ReadHead(ReadOnlyMemory<byte> beginning) => Run(beginning, headOnly: true, out _);

    private static StoredRecord? Run(ReadOnlyMemory<byte> document, bool headOnly, out string? problem)
    {
        var parser = new StoredRecordReader(document, headOnly);
        try
        {
            StoredRecord? record = document.IsEmpty ? parser.Fault("is empty") : parser.ReadDocument();
            problem = parser.problem;
            return record;
        }
        catch (JsonException)
        {
            problem = "is cut off or not JSON";
        }
        catch (InvalidOperationException)
        {
            // A member of another JSON kind, or text that is not UTF-8.
            problem = "has a member of the wrong kind";
        }

        return null;
    }

    private StoredRecord? ReadDocument()
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return Fault("is not a JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (headOnly && reader.ValueTextEquals("data"u8))
            {
                data = ReadOnlyMemory<byte>.Empty;
                return Build();
            }

            if (!ReadMember())
            {
                return Fault("has a member twice or with a value that cannot be");
            }
        }

        if (headOnly)
        {
            return null;
        }

        // Reading on finds what stands behind the end of the object.
        reader.Read();
        return Build();
    }

    private bool ReadMember()
    {
        if (reader.ValueTextEquals("data"u8))
        {
            return ReadData();
        }

        if (reader.ValueTextEquals("class_name"u8))
        {
            reader.Read();
            bool first = className is null;
            className = reader.GetString();
            return first && className is not null;
        }

        if (reader.ValueTextEquals("id"u8))
        {
            return Once(ref id);
        }

        if (reader.ValueTextEquals("version"u8))
        {
            reader.Read();
            bool first = version is null;
            version = reader.TryGetInt64(out long number) ? number : 0;
            return first && version > 0;
        }

        if (reader.ValueTextEquals("schema_version"u8))
        {
            reader.Read();
            bool first = schemaVersion is null;
            schemaVersion = reader.TryGetInt32(out int number) ? number : 0;
            return first && schemaVersion > 0;
        }

        if (reader.ValueTextEquals("created"u8))
        {
            return Once(ref created);
        }

        if (reader.ValueTextEquals("updated"u8))
        {
            return Once(ref updated);
        }

        if (reader.ValueTextEquals("expires"u8))
        {
            return OrNull(ref expires);
        }

        if (reader.ValueTextEquals("write_id"u8))
        {
            Guid? written = null;
            bool read = Once(ref written);
            writeId = written.GetValueOrDefault();
            return read;
        }

        // Where only the beginning is at hand it may end inside the value; the next read then finds nothing.
        reader.Read();
        _ = reader.TrySkip();
        return true;
    }

    private bool ReadData()
    {
        reader.Read();
        int start = checked((int)reader.TokenStartIndex);
        bool first = data is null;
        reader.Skip();
        data = document[start..checked((int)reader.BytesConsumed)];
        return first;
    }

    private bool OrNull(ref DateTimeOffset? value)
    {
        Utf8JsonReader ahead = reader;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.Null)
        {
            return Once(ref value);
        }

        reader = ahead;
        return true;
    }

    private bool Once(ref Guid? value)
    {
        reader.Read();
        bool first = value is null;
        value = reader.TryGetGuid(out Guid read) ? read : null;
        return first && value is not null;
    }

    private bool Once(ref DateTimeOffset? value)
    {
        reader.Read();
        bool first = value is null;
        value = reader.TryGetDateTimeOffset(out DateTimeOffset read) ? read.ToUniversalTime() : null;
        return first && value is not null;
    }

    private StoredRecord? Build()
    {
        if (className is null || id is null || version is null || created is null || updated is null)
        {
            return Fault("lacks class_name, id, version, created or updated");
        }

        if (data is not { } bytes)
        {
            return Fault("has no data");
        }

        return new StoredRecord
        {
            Key = new RecordKey(className, id.GetValueOrDefault()),
            Data = bytes,
            SchemaVersion = schemaVersion ?? 1,
            Version = version.GetValueOrDefault(),
            Created = created.GetValueOrDefault(),
            Updated = updated.GetValueOrDefault(),
            Expires = expires,
            WriteId = writeId,
        };
    }

    private StoredRecord? Fault(string what)
    {
        problem = what;
        return null;
    }
}

using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Toast.Data.Guard;

/// <summary>One pass over a text: the platform's reader finds the tokens, this adds what the reader lets through and keeps the path.</summary>
internal ref struct JsonScan
{
    private const int FewFrames = 16;
    private const string SyntaxError = "syntax error";

    // A name is shown in at most 100 characters; a few more let the display know that it has to cut.
    private const int NamePreview = 104;

    private readonly ReadOnlySpan<byte> utf8;
    private readonly JsonLimits limits;
    private Utf8JsonReader reader;
    private JsonFrame[] frames = ArrayPool<JsonFrame>.Shared.Rent(FewFrames);
    private byte[] nameBuffer = [];
    private byte[] scratch = [];
    private int depth;

    // A name was read and its value was not yet.
    private bool isNamed;

    public JsonScan(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        this.utf8 = utf8;
        this.limits = limits;

        // One level more than allowed, so that the level too many is seen here and not as a syntax error.
        reader = new(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = limits.MaxDepth + 1 });
    }

    public void Run()
    {
        while (Advance())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    EnterName();
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    frames[--depth].Names.Clear();
                    continue;
            }

            isNamed = false;
            if (depth > 0)
            {
                frames[depth - 1].Index++;
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Open(reader.TokenType == JsonTokenType.StartArray);
                    break;
                case JsonTokenType.String:
                    CheckText();
                    break;
                case JsonTokenType.Number:
                    CheckNumber();
                    break;
            }
        }
    }

    public void Dispose()
    {
        while (depth > 0)
        {
            frames[--depth].Names.Clear();
        }

        ArrayPool<JsonFrame>.Shared.Return(frames);
        ArrayPool<byte>.Shared.Return(nameBuffer);
        ArrayPool<byte>.Shared.Return(scratch);
    }

    private bool Advance()
    {
        CheckLiteral();
        try
        {
            return reader.Read();
        }
        catch (JsonException error)
        {
            // The reader's message quotes the input, so neither it nor the exception goes on.
            JsonPosition position = new((error.LineNumber ?? 0) + 1, (error.BytePositionInLine ?? 0) + 1);
            throw Locate(JsonFaults.NotStrict(SyntaxError, position), atValue: isNamed);
        }
    }

    /// <summary>
    /// Refuses what starts like true, false or null and is not: the reader would quote all the rest of the text in its message, which costs ten times
    /// the size of the text.
    /// </summary>
    private readonly void CheckLiteral()
    {
        int at = (int)reader.BytesConsumed;
        while (at < utf8.Length && utf8[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)',' or (byte)':')
        {
            at++;
        }

        ReadOnlySpan<byte> rest = utf8[at..];
        ReadOnlySpan<byte> literal = rest.IsEmpty ? default : rest[0] switch
        {
            (byte)'t' => "true"u8,
            (byte)'f' => "false"u8,
            (byte)'n' => "null"u8,
            _ => default,
        };
        if (!rest.StartsWith(literal))
        {
            throw Locate(JsonFaults.NotStrict(SyntaxError, JsonPosition.Of(utf8, at)), atValue: isNamed);
        }
    }

    private void Open(bool isArray)
    {
        if (depth == limits.MaxDepth)
        {
            throw Locate(JsonFaults.TooDeep(limits.MaxDepth));
        }

        if (depth == frames.Length)
        {
            JsonFrame[] larger = ArrayPool<JsonFrame>.Shared.Rent(depth * 2);
            frames.AsSpan().CopyTo(larger);
            ArrayPool<JsonFrame>.Shared.Return(frames, clearArray: true);
            frames = larger;
        }

        frames[depth++] = new JsonFrame { IsArray = isArray, Index = -1 };
    }

    private void EnterName()
    {
        ref JsonFrame frame = ref frames[depth - 1];
        ReadOnlySpan<byte> name = reader.ValueSpan;
        frame.NameStart = (int)reader.TokenStartIndex + 1;
        frame.NameLength = name.Length;
        isNamed = true;
        CheckText();
        if (reader.ValueIsEscaped)
        {
            name = JsonNameSet.Plain(name, ref nameBuffer);
        }

        if (!frame.Names.Add(utf8, frame.NameStart, name, ref scratch))
        {
            throw Locate(JsonFaults.NotStrict("duplicate key", Here(0)));
        }
    }

    private readonly void CheckText()
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (!Utf8.IsValid(text))
        {
            throw Locate(JsonFaults.NotStrict("text that is not UTF-8", Here(0)));
        }

        int lone = reader.ValueIsEscaped ? JsonEscapes.FindLoneSurrogate(text) : -1;
        if (lone >= 0)
        {
            throw Locate(JsonFaults.LoneSurrogate(Here(lone + 1)));
        }
    }

    private readonly void CheckNumber()
    {
        ReadOnlySpan<byte> number = reader.ValueSpan;
        if (number.Length <= limits.MaxNumberDigits && number.IndexOfAny((byte)'e', (byte)'E') < 0)
        {
            return;
        }

        long digits = JsonNumber.CountDigits(number);
        if (digits > limits.MaxNumberDigits)
        {
            throw Locate(JsonFaults.TooManyDigits(digits, limits.MaxNumberDigits));
        }
    }

    private readonly JsonPosition Here(int offset) => JsonPosition.Of(utf8, (int)reader.TokenStartIndex + offset);

    /// <summary>Adds the path. Where the reader stopped it is not sure that the last value is the culprit, so only what surrounds it is named.</summary>
    private readonly DataFault Locate(DataFault fault, bool atValue = true)
    {
        for (int level = depth - 1; level >= 0; level--)
        {
            ref readonly JsonFrame frame = ref frames[level];
            bool known = atValue || level < depth - 1;
            if (known && frame.IsArray)
            {
                fault.PrependIndex(frame.Index);
            }
            else if (known && frame.NameStart > 0)
            {
                fault.PrependMember(JsonEscapes.Preview(utf8.Slice(frame.NameStart, frame.NameLength), NamePreview));
            }
        }

        return fault;
    }
}

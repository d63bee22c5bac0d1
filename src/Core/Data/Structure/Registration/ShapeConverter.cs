using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>A shape as a converter of the JSON library.</summary>
internal sealed class ShapeConverter<T>(Shape<T> shape) : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The caller's reader may run over any text; shapes cut parts out of theirs, so they get the value as a text of its own.
        ReadWalk walk = ReadWalk.Current;
        JsonElement element = JsonElement.ParseValue(ref reader);
        ReadOnlyMemory<byte> outside = walk.Exchange(JsonMarshal.GetRawUtf8Value(element).ToArray());
        try
        {
            var inner = new Utf8JsonReader(walk.Source.Span, ReadWalk.ReaderOptions);
            inner.Read();
            return shape.Read(ref inner, walk);
        }
        finally
        {
            walk.Exchange(outside);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => shape.Write(writer, value, WriteWalk.Current);
}

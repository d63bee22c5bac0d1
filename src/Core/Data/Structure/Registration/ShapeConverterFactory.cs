using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>Lets a user's converter call the JSON library for a part, and get the same JSON as everywhere else.</summary>
internal sealed class ShapeConverterFactory(CodecFactory codecs) : JsonConverterFactory
{
    // An object is whatever it is at run time; the library asks again with that type.
    public override bool CanConvert(Type typeToConvert) => typeToConvert != typeof(object);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ShapeConverter<>).MakeGenericType(typeToConvert), codecs.MemberShape(typeToConvert))!;
}

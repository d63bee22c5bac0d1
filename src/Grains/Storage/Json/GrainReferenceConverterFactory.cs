using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.GrainReferences;

namespace Toast.Grains.Storage;

/// <summary>Makes converters for grain interfaces, so that a state can refer to other grains.</summary>
internal sealed class GrainReferenceConverterFactory(GrainReferenceActivator references) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(IAddressable).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(GrainReferenceConverter<>).MakeGenericType(typeToConvert), references)!;
}

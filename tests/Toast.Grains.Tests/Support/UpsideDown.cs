using System.Text.Json;
using Orleans.Storage;

namespace Toast.Grains.Tests.Support;

/// <summary>A serializer whose bytes are no JSON.</summary>
internal sealed class UpsideDown : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(input);
        Array.Reverse(bytes);
        return new BinaryData(bytes);
    }

    public T? Deserialize<T>(BinaryData input)
    {
        byte[] bytes = input.ToArray();
        Array.Reverse(bytes);
        return JsonSerializer.Deserialize<T>(bytes);
    }
}

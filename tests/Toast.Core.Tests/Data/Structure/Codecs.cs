using System.Buffers;
using System.Text;
using Toast.Data;
using Toast.Data.Structure;

namespace Toast.Core.Tests.Data.Structure;

/// <summary>Short ways to write and read with a codec.</summary>
internal static class Codecs
{
    public static DataCodec For(Type type, TestModels? models = null) => new CodecFactory(models ?? new TestModels()).Create(type);

    public static string Json<T>(T value, WriteScope? scope = null, TestModels? models = null) => Json(For(typeof(T), models), value, scope);

    public static string Json(DataCodec codec, object? value, WriteScope? scope = null)
    {
        var output = new ArrayBufferWriter<byte>();
        codec.Write(output, value!, scope ?? new TestWriteScope());
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static T? Read<T>(string json, ReadScope? scope = null, TestModels? models = null) =>
        (T?)For(typeof(T), models).Read(Encoding.UTF8.GetBytes(json), scope ?? Stored());

    public static T? RoundTrip<T>(T value)
    {
        DataCodec codec = For(typeof(T));
        return (T?)codec.Read(Encoding.UTF8.GetBytes(Json(codec, value)), Stored());
    }

    public static ReadScope Stored() => new(JsonLimits.Default, fromStore: true);

    public static ReadScope Plain() => new(JsonLimits.Default, fromStore: false);

    public static DataFault Fault(Action action) => Assert.Throws<DataFault>(action);

    public static StorageValidationException Refused<T>(TestModels? models = null) =>
        Assert.Throws<StorageValidationException>(() => For(typeof(T), models));
}

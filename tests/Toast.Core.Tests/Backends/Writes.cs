using System.Text;

namespace Toast.Tests.Backends;

internal static class Writes
{
    public static SaveRequest Of(RecordKey key, string data = """{"n":1}""", SaveCondition condition = default, TimeSpan? lifetime = null) =>
        new()
        {
            Key = key,
            Data = Encoding.UTF8.GetBytes(data),
            Condition = condition,
            TimeToLive = lifetime,
            WriteId = Guid.NewGuid(),
        };

    public static RecordKey NewKey(string className = "Order") => new(className, Guid.CreateVersion7());

    public static string Text(StoredRecord? record) => Encoding.UTF8.GetString(Assert.IsType<StoredRecord>(record).Data.Span);
}

using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class SqliteSerializerTests() : SerializerTests(new SqliteStates());

using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class PostgresSerializerTests() : SerializerTests(new PostgresStates());

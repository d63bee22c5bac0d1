using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Silos;

public sealed class SqlitePersistentGrainTests() : PersistentGrainTests(new SqliteStates());

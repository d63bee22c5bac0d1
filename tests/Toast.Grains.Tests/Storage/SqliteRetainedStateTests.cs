using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class SqliteRetainedStateTests() : GrainStorageConformance(new SqliteStates(), deleteOnClear: false);

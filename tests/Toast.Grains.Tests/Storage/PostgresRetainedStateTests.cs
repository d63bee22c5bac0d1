using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class PostgresRetainedStateTests() : GrainStorageConformance(new PostgresStates(), deleteOnClear: false);

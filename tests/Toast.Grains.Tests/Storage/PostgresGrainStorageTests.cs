using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class PostgresGrainStorageTests() : GrainStorageConformance(new PostgresStates(), deleteOnClear: true);

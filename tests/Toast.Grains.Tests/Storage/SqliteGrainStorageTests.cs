using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class SqliteGrainStorageTests() : GrainStorageConformance(new SqliteStates(), deleteOnClear: true);

using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class RedisGrainStorageTests() : GrainStorageConformance(new RedisStates(), deleteOnClear: true);

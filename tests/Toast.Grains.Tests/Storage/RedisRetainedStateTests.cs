using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class RedisRetainedStateTests() : GrainStorageConformance(new RedisStates(), deleteOnClear: false);

using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Silos;

public sealed class RedisPersistentGrainTests() : PersistentGrainTests(new RedisStates());

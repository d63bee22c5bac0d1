using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class MemoryRetainedStateTests() : GrainStorageConformance(new MemoryStates(), deleteOnClear: false);

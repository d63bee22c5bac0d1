using Toast.Grains.Tests.Places;

namespace Toast.Grains.Tests.Storage;

public sealed class MemoryGrainStorageTests() : GrainStorageConformance(new MemoryStates(), deleteOnClear: true);

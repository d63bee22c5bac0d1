using Toast.Silo.Tests.Records;

namespace Toast.Silo.Tests.Embedded;

public sealed class EmbeddedBatchTests(RecordServer server) : BatchTests(server), IClassFixture<RecordServer>;

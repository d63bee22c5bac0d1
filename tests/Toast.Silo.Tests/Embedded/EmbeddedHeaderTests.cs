using Toast.Silo.Tests.Records;

namespace Toast.Silo.Tests.Embedded;

public sealed class EmbeddedHeaderTests(RecordServer server) : HeaderTests(server), IClassFixture<RecordServer>;

using Toast.Silo.Tests.Records;

namespace Toast.Silo.Tests.Embedded;

public sealed class EmbeddedListTests(RecordServer server) : ListTests(server), IClassFixture<RecordServer>;

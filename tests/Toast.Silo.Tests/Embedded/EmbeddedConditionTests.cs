using Toast.Silo.Tests.Records;

namespace Toast.Silo.Tests.Embedded;

public sealed class EmbeddedConditionTests(RecordServer server) : ConditionTests(server), IClassFixture<RecordServer>;

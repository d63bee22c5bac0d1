using Toast.Silo.Tests.Records;

namespace Toast.Silo.Tests.Embedded;

public sealed class EmbeddedRouteTests(RecordServer server) : RouteTests(server), IClassFixture<RecordServer>;

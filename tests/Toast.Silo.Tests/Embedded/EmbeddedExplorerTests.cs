using Toast.Silo.Tests.Explorer;

namespace Toast.Silo.Tests.Embedded;

public sealed class EmbeddedExplorerTests(SiloServer server) : ExplorerDataTests(server), IClassFixture<SiloServer>;

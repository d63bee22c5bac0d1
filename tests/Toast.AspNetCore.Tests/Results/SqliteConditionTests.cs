namespace Toast.AspNetCore.Tests;

public sealed class SqliteConditionTests(SqliteApp app) : ConditionTests(app), IClassFixture<SqliteApp>;

namespace Toast.AspNetCore.Tests;

public sealed class SqliteAnswerTests(SqliteApp app) : AnswerTests(app), IClassFixture<SqliteApp>;

namespace Toast.AspNetCore.Tests;

public sealed class MinimalAnswerTests(MinimalApp app) : AnswerTests(app), IClassFixture<MinimalApp>;

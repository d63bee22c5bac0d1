namespace Toast.AspNetCore.Tests;

public sealed class ControllerAnswerTests(ControllerApp app) : AnswerTests(app), IClassFixture<ControllerApp>;

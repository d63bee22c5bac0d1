namespace Toast.AspNetCore.Tests;

public sealed class ControllerBodyTests(ControllerApp app) : BodyTests(app), IClassFixture<ControllerApp>;

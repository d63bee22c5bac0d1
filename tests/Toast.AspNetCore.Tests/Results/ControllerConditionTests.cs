namespace Toast.AspNetCore.Tests;

public sealed class ControllerConditionTests(ControllerApp app) : ConditionTests(app), IClassFixture<ControllerApp>;

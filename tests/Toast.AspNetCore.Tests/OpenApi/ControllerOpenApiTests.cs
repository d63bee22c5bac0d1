namespace Toast.AspNetCore.Tests;

public sealed class ControllerOpenApiTests(ControllerApp app) : OpenApiTests(app), IClassFixture<ControllerApp>;

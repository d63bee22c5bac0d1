namespace Toast.AspNetCore.Tests;

public sealed class MinimalOpenApiTests(MinimalApp app) : OpenApiTests(app), IClassFixture<MinimalApp>;

namespace Toast.AspNetCore.Tests;

public sealed class MinimalBodyTests(MinimalApp app) : BodyTests(app), IClassFixture<MinimalApp>;

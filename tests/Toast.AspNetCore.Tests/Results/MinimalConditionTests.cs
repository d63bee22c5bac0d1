namespace Toast.AspNetCore.Tests;

public sealed class MinimalConditionTests(MinimalApp app) : ConditionTests(app), IClassFixture<MinimalApp>;

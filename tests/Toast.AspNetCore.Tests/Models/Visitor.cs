namespace Toast.AspNetCore.Tests;

[External("main")]
public sealed record Visitor(string Name);

namespace Toast.AspNetCore.Tests;

[External]
public sealed record Customer(string FullName);

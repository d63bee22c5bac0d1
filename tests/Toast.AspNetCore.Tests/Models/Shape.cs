namespace Toast.AspNetCore.Tests;

[External]
public abstract record Shape(string Color);

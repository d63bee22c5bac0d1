namespace Toast.AspNetCore.Tests;

public sealed record Dog(string Trick) : Animal;

namespace Toast.AspNetCore.Tests;

public sealed record Cat(int Lives) : Animal;

using System.Text.Json.Serialization;

namespace Toast.AspNetCore.Tests;

[JsonDerivedType(typeof(Cat), "cat")]
[JsonDerivedType(typeof(Dog), "dog")]
public abstract record Animal;

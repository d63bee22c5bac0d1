using System.ComponentModel.DataAnnotations;

namespace Toast.AspNetCore.Tests;

[External]
public sealed record Note([property: StringLength(2_000_000)] string Text, [property: Range(0, 100)] int Weight = 0);

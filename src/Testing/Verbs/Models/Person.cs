using System.ComponentModel.DataAnnotations;

namespace Toast.Testing.Models;

[External]
internal sealed record Person(string Name, [property: Range(0, 150)] int Age)
{
    public string? Note { get; set; }
}

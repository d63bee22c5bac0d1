using System.ComponentModel.DataAnnotations;
using Toast;

namespace Orders.Models;

/// <summary>Who ordered. A record of its own: an order holds a reference to it.</summary>
[External]
public sealed record Customer([property: Required] string Name, [property: EmailAddress] string Email);

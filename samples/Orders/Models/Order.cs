using System.ComponentModel.DataAnnotations;
using Toast;

namespace Orders.Models;

/// <summary>An order with its customer, who is stored beside it and loaded with it.</summary>
[External]
public sealed record Order(Customer Customer, [property: MinLength(1)] IReadOnlyList<OrderLine> Lines)
{
    /// <summary>Computed, and so not stored.</summary>
    public decimal Total => Lines.Sum(line => line.Quantity * line.Price);
}

using System.ComponentModel.DataAnnotations;

namespace Orders.Models;

/// <summary>Something ordered. Not a model: it is part of its order's record.</summary>
public sealed record OrderLine([property: Required] string Product, [property: Range(1, 1000)] int Quantity, decimal Price);

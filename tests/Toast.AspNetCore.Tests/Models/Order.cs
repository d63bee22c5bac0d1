namespace Toast.AspNetCore.Tests;

[External]
public sealed record Order(Customer Customer, IReadOnlyList<OrderLine> Lines, External<Customer>? Referrer = null)
{
    /// <summary>Computed, and so no data.</summary>
    public int Total => Lines.Sum(line => line.Quantity);
}

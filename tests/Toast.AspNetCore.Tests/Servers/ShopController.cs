using Microsoft.AspNetCore.Mvc;

namespace Toast.AspNetCore.Tests;

[ApiController]
public sealed class ShopController : ControllerBase
{
    [HttpPost("/everything")]
    public Everything PostEverything(Everything everything) => everything;

    [HttpGet("/everything/{id}")]
    [AsData]
    public Everything GetEverything(Everything everything) => everything;

    [HttpPost("/counters")]
    public Counter PostCounter(Counter counter) => counter;

    [HttpPost("/counters/{counter}/increment")]
    public Counter Increment(Counter counter)
    {
        counter.Value++;
        return counter;
    }

    [HttpPost("/orders")]
    public IActionResult PostOrder(Order order) => CreatedAtAction(nameof(GetOrder), new { id = "of-the-order" }, order);

    [HttpGet("/orders/{id}")]
    [AsData]
    public Order GetOrder(Order order) => order;

    [HttpGet("/customers/{customerId}/orders/{id}")]
    public string GetOrderOf(Customer customer, Order order) => $"{customer.FullName} {order.Total}";

    [HttpPost("/customers/{customer}/notes")]
    public Note PostNoteOf(Customer customer, Note note) => note with { Text = $"{customer.FullName}: {note.Text}" };
}

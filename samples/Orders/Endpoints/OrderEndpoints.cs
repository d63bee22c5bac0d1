using Microsoft.AspNetCore.Http.HttpResults;
using Orders.Models;
using Toast;
using Toast.AspNetCore;

namespace Orders.Endpoints;

/// <summary>The shop over HTTP. An order comes from the body or from its id in the path; the version of its record is its ETag.</summary>
internal static class OrderEndpoints
{
    private const int LongestPage = 100;

    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder orders = app.MapToastGroup("/orders");
        orders.MapPost("/", (Order order) => order);
        orders.MapGet("/", ListAsync);
        orders.MapGet("/{id}", [AsData] (Order order) => order);
        orders.MapPut("/{id}/lines", Change);
    }

    /// <summary>Nobody changes an order that somebody else has changed meanwhile: whoever sends no version is asked for it.</summary>
    private static Results<ReferenceHttpResult<Order>, ProblemHttpResult> Change(Order order, IReadOnlyList<OrderLine> lines, HttpRequest request) =>
        request.Headers.IfMatch.Count == 0
            ? TypedResults.Problem("Send If-Match with the ETag of the order that was read.", statusCode: StatusCodes.Status428PreconditionRequired)
            : TypedResults.Reference(order with { Lines = lines }, replaces: order);

    private static async Task<OrderPage> ListAsync(IToast toast, CancellationToken cancellationToken, int limit = 20, Guid? after = null)
    {
        limit = Math.Clamp(limit, 1, LongestPage);
        var options = new ListOptions { PageSize = limit, After = after is { } last ? new ExternalReference(nameof(Order), last) : null };
        List<ExternalReference> page = await toast.ListAsync<Order>(options, cancellationToken).Take(limit).ToListAsync(cancellationToken);
        return new OrderPage(page, page.Count == limit ? page[^1].Id : null);
    }
}

using System.Globalization;
using Microsoft.Net.Http.Headers;
using Orders.Models;
using Toast;

namespace Orders.Endpoints;

/// <summary>The shop over HTTP. The version of an order is its ETag.</summary>
internal static class OrderEndpoints
{
    private const int LongestPage = 100;

    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder orders = app.MapGroup("/orders");
        orders.MapPost("/", PlaceAsync);
        orders.MapGet("/", ListAsync);
        orders.MapGet("/{id:guid}", GetAsync);
        orders.MapPut("/{id:guid}/lines", ChangeAsync);
    }

    private static async Task<IResult> PlaceAsync(Order order, IToast toast, HttpResponse response, CancellationToken cancellationToken)
    {
        ExternalReference reference = await toast.DumpAsync(order, cancellationToken: cancellationToken);
        SetVersion(response, 1);
        return Results.Created($"/orders/{reference.Id}", reference);
    }

    private static async Task<IResult> GetAsync(Guid id, IToast toast, HttpResponse response, CancellationToken cancellationToken)
    {
        // The version first: should somebody write in between, it is too old, and a change that is based on it is refused rather than lost.
        RecordInfo info = await toast.GetInfoAsync(ReferenceTo(id), cancellationToken);
        Order order = await toast.ValidateAsync<Order>(ReferenceTo(id), cancellationToken: cancellationToken);
        SetVersion(response, info.Version);
        return Results.Ok(order);
    }

    private static async Task<IResult> ListAsync(IToast toast, CancellationToken cancellationToken, int limit = 20, Guid? after = null)
    {
        limit = Math.Clamp(limit, 1, LongestPage);
        var options = new ListOptions { PageSize = limit, After = after is { } last ? ReferenceTo(last) : null };
        List<ExternalReference> page = await toast.ListAsync<Order>(options, cancellationToken).Take(limit).ToListAsync(cancellationToken);
        return Results.Ok(new OrderPage(page, page.Count == limit ? page[^1].Id : null));
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, IReadOnlyList<OrderLine> lines, IToast toast, HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        if (ExpectedVersion(request) is not { } version)
        {
            return Results.Problem("Send If-Match with the ETag of the order that was read.", statusCode: StatusCodes.Status428PreconditionRequired);
        }

        Order order = await toast.ValidateAsync<Order>(ReferenceTo(id), cancellationToken: cancellationToken);
        ExternalReference reference = await toast.DumpAsync(
            order with { Lines = lines }, ReferenceTo(id), new DumpOptions { ExpectedVersion = version }, cancellationToken);
        SetVersion(response, version + 1);
        return Results.Ok(reference);
    }

    private static ExternalReference ReferenceTo(Guid id) => new(nameof(Order), id);

    private static void SetVersion(HttpResponse response, long version) => response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static long? ExpectedVersion(HttpRequest request) =>
        EntityTagHeaderValue.TryParse(request.Headers.IfMatch.ToString(), out EntityTagHeaderValue? tag)
        && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            ? version
            : null;
}

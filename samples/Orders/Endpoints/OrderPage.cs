using Toast;

namespace Orders.Endpoints;

/// <summary>Some orders, and where to go on; no next one at the end.</summary>
internal sealed record OrderPage(IReadOnlyList<ExternalReference> Items, Guid? Next);

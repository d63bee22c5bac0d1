namespace Toast.Benchmarks.Http;

/// <summary>What the load process is to do: one line of JSON on its input.</summary>
/// <param name="Port">Where the server listens on the loopback address.</param>
/// <param name="Connections">How many connections ask at once, each waiting for its answer before it asks again.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Requests">Whole requests, head and body. Each connection goes through them in turn, from a place of its own.</param>
internal sealed record LoadOrder(int Port, int Connections, double Seconds, IReadOnlyList<string> Requests);

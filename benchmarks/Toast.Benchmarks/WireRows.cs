using System.Globalization;
using Toast.Benchmarks.Load;
using Toast.Servers;

namespace Toast.Benchmarks;

/// <summary>Bytes on the wire and allocations for each record, with 256 in flight and with one.</summary>
internal static class WireRows
{
    public static async Task AddAsync(List<string> notes, string url, TcpProxy wire, int scale)
    {
        await using IToast toast = Ratios.Open(url);
        await toast.DumpAsync(SmallModel.Number(0));
        foreach (int inFlight in new[] { 256, 1 })
        {
            int operations = (inFlight == 1 ? 1_000 : 10_240) / scale;
            var references = new ExternalReference[operations];
            await Driver.RunAsync(operations, inFlight, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)));
            string dump = await CountAsync(async () => await Driver.RunAsync(operations, inFlight, i => toast.DumpAsync(SmallModel.Number(i))));
            string validate = await CountAsync(async () => await Driver.RunAsync(operations, inFlight, i => toast.ValidateAsync<SmallModel>(references[i])));
            notes.Add($"{inFlight} in flight, for each record: dump {dump}; validate {validate}.");

            async Task<string> CountAsync(Func<Task> run)
            {
                long sent = wire.BytesSent, received = wire.BytesReceived, allocated = GC.GetTotalAllocatedBytes(precise: true);
                await run();
                allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(wire.BytesSent - sent) / operations:N0} bytes sent, {(wire.BytesReceived - received) / operations:N0} received, {allocated / operations:N0} allocated");
            }
        }
    }
}

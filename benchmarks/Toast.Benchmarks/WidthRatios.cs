using Toast.Benchmarks.Load;
using Toast.Benchmarks.Reports;

namespace Toast.Benchmarks;

/// <summary>Models of 100, 300 and 1,000 members: what a byte costs must not grow with the width.</summary>
internal static class WidthRatios
{
    private const int Rounds = 5;

    public static async Task AddAsync(List<Row> rows, List<string> notes, int scale)
    {
        int[] widths = [100, 300, 1000];
        Dictionary<int, List<double>> perMember = widths.ToDictionary(width => width, _ => new List<double>());
        await using IToast toast = Ratios.Open("memory://");
        for (int round = 0; round <= Rounds; round++)
        {
            foreach (int width in widths)
            {
                object model = WideModels.Make(width);
                ExternalReference reference = await toast.DumpAsync(model);
                Measured measured = await Driver.RunAsync(400_000 / width / scale, 1, async _ =>
                {
                    await toast.DumpAsync(model);
                    await toast.ValidateAsync<object>(reference);
                });
                if (round > 0)
                {
                    perMember[width].Add(measured.Median / width);
                }
            }
        }

        foreach (int width in widths.Skip(1))
        {
            rows.Add(new Row(
                $"dump and validate of {width} members, time a member",
                "the same with 100 members",
                Ratios.MedianOf(perMember[width].Zip(perMember[100], (wide, narrow) => wide / narrow)),
                1.5,
                false,
                $"{Ratios.MedianOf(perMember[width]) * 1000:N0} ns against {Ratios.MedianOf(perMember[100]) * 1000:N0} ns"));
        }

        notes.Add("Linear cost is taken to hold while a member of a wide model costs at most 1.5 times a member of one with 100; memory:// keeps the store out of it.");
    }
}

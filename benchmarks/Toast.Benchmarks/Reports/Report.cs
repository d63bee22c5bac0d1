using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Toast.Benchmarks.Reports;

/// <summary>Prints the table and keeps it under benchmarks/results.</summary>
internal static class Report
{
    public static string Table(string title, IEnumerable<Row> rows, IEnumerable<string> notes)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {title}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        text.AppendLine();
        text.AppendLine("| what | against | measured | asked | holds | figures |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (Row row in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {row.What} | {row.Against} | {row.Ratio:0.00} | {(row.AtLeast ? "≥" : "≤")} {row.Asked:0.##} | {(row.Holds ? "yes" : "**short**")} | {row.Detail} |");
        }

        text.AppendLine();
        foreach (string note in notes)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {note}");
        }

        return text.ToString();
    }

    public static async Task SaveAsync(string name, string text)
    {
        string folder = Environment.GetEnvironmentVariable("TOAST_BENCH_RESULTS") ?? Path.Combine("benchmarks", "results");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name + ".md");
        await File.WriteAllTextAsync(path, text);
        Console.WriteLine(text);
        Console.WriteLine($"Written to {path}");
    }
}

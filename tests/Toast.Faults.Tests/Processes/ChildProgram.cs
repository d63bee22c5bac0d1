using System.Diagnostics;
using System.Globalization;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Processes;

/// <summary>
/// The other process: this assembly, run as a program. <c>write URL COUNT reference</c> dumps new notes and prints the reference of each one once it
/// was acknowledged, and in between dumps the given note anew; <c>raise URL COUNT reference</c> raises the number of a note.
/// </summary>
internal static class ChildProgram
{
    public const string Write = "write";
    public const string Raise = "raise";

    public static Process Start(string verb, string url, int count, ExternalReference shared)
    {
        string[] arguments = ["exec", typeof(ChildProgram).Assembly.Location, verb, url, count.ToString(CultureInfo.InvariantCulture), shared.ToString()];
        string host = Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true })!;
    }

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [string verb, string url, string times, string reference])
        {
            await Console.Error.WriteLineAsync("Run these tests with dotnet test.");
            return 2;
        }

        await using IToast toast = Engines.On(url);
        ExternalReference shared = ExternalReference.Parse(reference);
        int count = int.Parse(times, CultureInfo.InvariantCulture);
        for (int i = 1; i <= count; i++)
        {
            if (verb == Raise)
            {
                await toast.UpdateAsync<Note>(shared, note => note with { Number = note.Number + 1 });
                continue;
            }

            Console.WriteLine(await toast.DumpAsync(Note.Numbered(i)));
            await toast.DumpAsync(Note.Numbered(i), shared);
            Console.WriteLine($"{shared} {i}");
        }

        return 0;
    }
}

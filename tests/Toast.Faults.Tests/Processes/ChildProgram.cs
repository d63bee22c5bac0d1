using System.Diagnostics;
using System.Globalization;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Processes;

/// <summary>
/// The other process: this assembly, run as a program. <c>write URL COUNT reference</c> dumps new notes and prints the reference of each one once it
/// was acknowledged, and in between dumps the given note anew; <c>raise URL COUNT reference</c> raises the number of a note; <c>crowd URL COUNT</c> prints a
/// line, waits for the end of its input and dumps and restores that many notes at once.
/// </summary>
internal static class ChildProgram
{
    public const string Write = "write";
    public const string Raise = "raise";

    private const string Crowd = "crowd";

    public static Process Start(string verb, string url, int count, ExternalReference shared) => Start(Self(verb, url, count, shared.ToString()));

    public static Process StartCrowd(string url, int count)
    {
        ProcessStartInfo start = Self(Crowd, url, count);
        (start.RedirectStandardInput, start.RedirectStandardError) = (true, true);
        return Start(start);
    }

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is [Crowd, string store, string callers])
        {
            await CrowdAsync(store, int.Parse(callers, CultureInfo.InvariantCulture));
            return 0;
        }

        if (arguments is not [string verb, string url, string times, string reference])
        {
            await Console.Error.WriteLineAsync("Run these tests with dotnet test.");
            return 2;
        }

        await using IToast toast = Engines.Patient(url);
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

    private static ProcessStartInfo Self(string verb, string url, int count, params string[] more)
    {
        string host = Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet";
        string[] arguments = ["exec", typeof(ChildProgram).Assembly.Location, verb, url, count.ToString(CultureInfo.InvariantCulture), .. more];
        return new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true };
    }

    private static Process Start(ProcessStartInfo start) => Process.Start(start)!;

    private static async Task CrowdAsync(string url, int count)
    {
        await using IToast toast = Engines.Patient(url);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();

        // Twenty processes that start at the same time leave each other little of the machine.
        var patient = new DumpOptions { Timeout = TimeSpan.FromMinutes(1) };
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(async () =>
        {
            ExternalReference reference = await toast.DumpAsync(Note.Numbered(number), patient);
            Note note = await toast.ValidateAsync<Note>(reference, new ValidateOptions { Timeout = patient.Timeout });
            if (note != Note.Numbered(number))
            {
                throw new InvalidOperationException($"Note {number} came back as {note.Number}.");
            }
        })));
    }
}

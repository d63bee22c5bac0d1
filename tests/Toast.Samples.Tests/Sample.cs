using System.Diagnostics;

namespace Toast.Samples.Tests;

/// <summary>Runs a sample in a folder and gives what it printed.</summary>
internal static class Sample
{
    public static async Task<string> RunAsync(string name, string folder, params string[] arguments)
    {
        string sample = Repository.Path("samples", name, "bin", Repository.Configuration, "net10.0", name + ".dll");
        var start = new ProcessStartInfo("dotnet", [sample, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(timeout.Token);
        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        return await output;
    }
}

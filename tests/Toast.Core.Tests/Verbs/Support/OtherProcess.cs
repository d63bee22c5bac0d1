using System.Diagnostics;

namespace Toast.Core.Tests.Verbs;

/// <summary>Runs <c>Toast.Worker</c>, the other process of these tests, to its end.</summary>
internal static class OtherProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Checkout.Path("tests", "Toast.Worker", "bin", Checkout.Configuration, "net10.0", "Toast.Worker.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, $"The other process ended with {process.ExitCode}: {await errors}");
        return await output;
    }
}

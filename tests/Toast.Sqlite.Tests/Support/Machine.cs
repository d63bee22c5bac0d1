using System.Diagnostics;

namespace Toast.Sqlite.Tests.Support;

/// <summary>Commands of the operating system that a test needs, such as mount.</summary>
internal static class Machine
{
    /// <summary>Runs a command; its output, or null if it is not there or fails.</summary>
    public static async Task<string?> TryRunAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = new Process
            {
                StartInfo = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
            };
            process.Start();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

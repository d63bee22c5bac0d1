using System.Diagnostics;
using System.Globalization;

namespace Toast.Servers;

/// <summary>
/// A server that runs as long as it is wanted, and no longer than this process: a small shell holds the other end of a pipe and kills the server when the
/// pipe closes, however this process ended.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly Process guard;

    public ServerProcess(string logFile, params string[] command)
    {
        // The shell puts the server's output into its log and then becomes the server, so that the process is the server itself.
        process = Process.Start(new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", logFile, .. Machine.AsServerUser(command)])
        {
            WorkingDirectory = "/",
        })!;

        // In a session of its own and deaf to polite signals: whatever ends this process must not end its guard with it.
        guard = Process.Start(new ProcessStartInfo(
            "setsid", ["sh", "-c", "trap '' TERM INT HUP; while read -r _; do :; done; kill -KILL \"$1\"", "sh", Id.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        })!;
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Asks the server to end, and waits until it has.</summary>
    public async Task EndAsync(int signal)
    {
        if (signal == Signals.Kill)
        {
            SignalAll(Signals.Kill);
        }
        else
        {
            Signals.Send(Id, signal);
        }

        await process.WaitForExitAsync();
    }

    /// <summary>Sends a signal to the server and all processes it made.</summary>
    public void SignalAll(int signal)
    {
        foreach (int member in Signals.Tree(Id))
        {
            Signals.Send(member, signal);
        }
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            SignalAll(Signals.Kill);
            process.WaitForExit();
        }

        // Before its pipe closes, or it would kill whatever has got that number by then.
        guard.Kill();
        guard.WaitForExit();
        guard.Dispose();
        process.Dispose();
    }
}

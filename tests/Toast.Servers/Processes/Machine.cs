using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Toast.Servers;

/// <summary>What servers need of the machine: their programs, a user that is not root, folders and ports.</summary>
internal static class Machine
{
    private static readonly Lazy<string?> ServerUser = new(FindUser);
    private static readonly Lock Installing = new();

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>The user servers run as, or null for the own one.</summary>
    public static string? User => ServerUser.Value;

    /// <summary>Finds a program, installing its package where that is possible.</summary>
    /// <exception cref="ServerUnavailableException">It is not there and cannot be had.</exception>
    public static string Find(string program, string package)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new ServerUnavailableException($"{program} is started on Linux and macOS only; name running servers in the environment");
        }

        if (Look(program) is { } found)
        {
            return found;
        }

        lock (Installing)
        {
            if (Look(program) is null && IsRoot && Look("apt-get") is { } install)
            {
                Try(install, "install", "-y", "--no-install-recommends", package);
            }
        }

        return Look(program) ?? throw new ServerUnavailableException($"{program} is not on this machine and could not be installed (package {package})");
    }

    /// <summary>Makes an empty folder that belongs to the servers' user.</summary>
    public static string NewFolder(string name)
    {
        string folder = Directory.CreateTempSubdirectory($"toast-{name}-").FullName;
        Own(folder);
        return folder;
    }

    /// <summary>Gives a file or folder to the servers' user.</summary>
    public static void Own(string path)
    {
        if (User is { } user)
        {
            Run("chown", "-R", user, path);
        }
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The command line that runs a program as the servers' user, in its own session, so that no Ctrl-C reaches it.</summary>
    public static string[] AsServerUser(params string[] command) =>
        User is { } user ? ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups", "setsid", .. command] : ["setsid", .. command];

    /// <summary>Runs a program to its end.</summary>
    public static string Run(params string[] command)
    {
        using Process process = Start(command);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {errors.Result}{output}");
    }

    /// <summary>Runs a program whose failure changes nothing.</summary>
    public static void Try(params string[] command)
    {
        try
        {
            Run(command);
        }
        catch (InvalidOperationException)
        {
            // Whether the program is there now decides.
        }
    }

    private static Process Start(string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
        WorkingDirectory = "/",
    })!;

    /// <summary>Where a program is, or null.</summary>
    public static string? Look(string program)
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/bin");
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            folders = folders.Concat(Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => version + "/bin"));
        }

        return folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    private static string? FindUser()
    {
        if (!IsRoot)
        {
            return null;
        }

        string[] users = [.. File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0])];
        return users.Contains("postgres") ? "postgres" : "nobody";
    }
}

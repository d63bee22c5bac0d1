using System.Globalization;
using System.Runtime.InteropServices;

namespace Toast.Servers;

/// <summary>Signals to processes, by number.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int process, int signal) => _ = SendSignal(process, signal);

    /// <summary>A process and all that descend from it.</summary>
    public static IReadOnlyList<int> Tree(int process)
    {
        var children = new Dictionary<int, List<int>>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int child) && ParentOf(folder) is { } parent)
            {
                (children.TryGetValue(parent, out List<int>? known) ? known : children[parent] = []).Add(child);
            }
        }

        var tree = new List<int> { process };
        for (int i = 0; i < tree.Count; i++)
        {
            tree.AddRange(children.GetValueOrDefault(tree[i], []));
        }

        return tree;
    }

    private static int? ParentOf(string folder)
    {
        try
        {
            // "pid (name) state ppid ...", where the name may hold anything.
            string stat = File.ReadAllText(folder + "/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}

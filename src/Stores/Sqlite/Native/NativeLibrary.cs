using System.Runtime.InteropServices;
using SQLitePCL;

namespace Toast.Sqlite;

/// <summary>
/// The native library. The one place where the two package sets behind the CurrentSqlite switch could differ: both bring SQLitePCLRaw with the
/// e_sqlite3 library, which is told to load here. SQLitePCLRaw is called directly, since ADO.NET's commands and text conversions cost more than
/// a small insert.
/// </summary>
internal static class NativeLibrary
{
    private const string Name = "e_sqlite3";
    private const int HasMovedOperation = 20; // SQLITE_FCNTL_HAS_MOVED

    private static readonly bool CanAskForMoves = Load();

    /// <summary>Loads the library; later calls cost nothing.</summary>
    public static void EnsureLoaded() => _ = CanAskForMoves;

    /// <summary>
    /// Says whether another file, or none, stands where the database was opened. On Windows an open database cannot be moved or removed, and
    /// SQLite answers no.
    /// </summary>
    public static bool HasMoved(sqlite3 database, string path)
    {
        if (!CanAskForMoves)
        {
            // The app chose a library of its own for SQLitePCLRaw; a removed file is still noticed, a replaced one is not.
            return !File.Exists(path);
        }

        int moved = 0;
        int result = FileControl(database.DangerousGetHandle(), "main", HasMovedOperation, ref moved);
        GC.KeepAlive(database);
        return result == raw.SQLITE_OK && moved != 0;
    }

    [DllImport(Name, EntryPoint = "sqlite3_file_control", CallingConvention = CallingConvention.Cdecl, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(
        IntPtr database, [MarshalAs(UnmanagedType.LPUTF8Str)] string schema, int operation, ref int argument);

    private static bool Load()
    {
        Batteries_V2.Init();
        return raw.GetNativeLibraryName() == Name;
    }
}

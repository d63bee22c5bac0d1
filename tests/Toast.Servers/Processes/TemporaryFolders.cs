namespace Toast.Servers;

/// <summary>Removes what servers leave behind.</summary>
internal static class TemporaryFolders
{
    /// <summary>Removes a folder; processes of a killed server may still write into it for a moment.</summary>
    public static void Remove(string folder)
    {
        for (int attempt = 0; attempt < 50 && Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                Thread.Sleep(20);
            }
        }
    }
}

namespace Toast.Silo.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullName { get; } = Directory.CreateTempSubdirectory("toast-").FullName;

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}

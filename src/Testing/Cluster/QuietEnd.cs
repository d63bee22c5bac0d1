namespace Toast.Testing;

/// <summary>Lets a silo that hears of its own death go on dying. Orleans would end the process, in which here the test and all other silos live too.</summary>
internal sealed class QuietEnd : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => false;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
    }
}

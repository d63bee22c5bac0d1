namespace Toast.Client;

/// <summary>
/// Stands for the cause of a failure that happened on a silo: the type of the exception there and its code. The original, with its text and stack, is in
/// the log of that silo.
/// </summary>
public sealed class RemoteCauseException : Exception
{
    /// <summary>Creates a stand-in that says nothing.</summary>
    public RemoteCauseException()
        : this("unknown")
    {
    }

    /// <summary>Creates a stand-in.</summary>
    /// <param name="typeName">The type of the exception on the silo.</param>
    public RemoteCauseException(string typeName)
        : this(typeName, null)
    {
    }

    /// <summary>Creates a stand-in.</summary>
    /// <param name="typeName">The type of the exception on the silo.</param>
    /// <param name="innerException">Its own cause.</param>
    public RemoteCauseException(string typeName, Exception? innerException)
        : this(typeName, null, null, innerException)
    {
    }

    internal RemoteCauseException(string typeName, string? code, string? text, Exception? innerException)
        : base($"On the silo: {typeName}{(code is null ? "" : $" ({code})")}{(text is null ? "." : $": {text}")}", innerException)
    {
        TypeName = typeName;
        Code = code;
        Text = text;
    }

    /// <summary>The full name of the type of the exception on the silo.</summary>
    public string TypeName { get; }

    /// <summary>Its code, where it had one: of Toast, SQL or a socket.</summary>
    public string? Code { get; }

    internal string? Text { get; }
}

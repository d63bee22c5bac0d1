using System.Data.Common;
using System.Net.Sockets;

namespace Toast.Client.Failures;

/// <summary>
/// What is told across the wire of the cause of a failure: its type and code, and its text only where Toast wrote it. A driver's text may quote data,
/// and its type may be unknown to the receiver.
/// </summary>
[GenerateSerializer, Immutable, Alias("toast.Cause")]
internal sealed class WireCause
{
    private const int MaxDepth = 5;

    [Id(0)]
    public required string TypeName { get; init; }

    [Id(1)]
    public string? Code { get; init; }

    [Id(2)]
    public string? Text { get; init; }

    [Id(3)]
    public WireCause? Inner { get; init; }

    public static WireCause? Of(Exception? cause) => Of(cause, MaxDepth);

    public Exception ToException() => new RemoteCauseException(TypeName, Code, Text, Inner?.ToException());

    private static WireCause? Of(Exception? cause, int depth)
    {
        if (cause is null || depth == 0)
        {
            return null;
        }

        WireCause? inner = Of(cause.InnerException, depth - 1);
        return cause is RemoteCauseException remote
            ? new WireCause { TypeName = remote.TypeName, Code = remote.Code, Text = remote.Text, Inner = inner }
            : new WireCause { TypeName = cause.GetType().FullName!, Code = CodeOf(cause), Text = (cause as ExternalStorageException)?.Message, Inner = inner };
    }

    private static string? CodeOf(Exception cause) => cause switch
    {
        ExternalStorageException e => e.Code,
        DbException e => e.SqlState,
        SocketException e => e.SocketErrorCode.ToString(),
        _ => null,
    };
}

namespace Toast.Testing.Models;

[External(TimeToLive = "00:00:00.900")]
internal sealed class Session
{
    public string? User { get; set; }
}

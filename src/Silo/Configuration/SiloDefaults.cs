namespace Toast.Silo;

/// <summary>What the server does when nobody says otherwise.</summary>
internal static class SiloDefaults
{
    public const string Store = "sqlite:///data/toast.db";

    public const string Urls = "http://127.0.0.1:7070";

    public const int SiloPort = 11111;

    public const int GatewayPort = 30000;
}

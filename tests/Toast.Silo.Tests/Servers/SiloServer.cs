using Microsoft.AspNetCore.Builder;

namespace Toast.Silo.Tests;

/// <summary>The whole server in this process, as its settings make it, over a store of its own. No cluster unless the settings ask for one.</summary>
public class SiloServer : RecordServer
{
    private readonly string[] settings;

    public SiloServer()
        : this([])
    {
    }

    internal SiloServer(params string[] settings) => this.settings = settings;

    internal override WebApplication Build() => SiloApplication.Build(
        [
            "--urls", "http://127.0.0.1:0", "--Toast:Store", $"memory://{Guid.NewGuid():N}", "--Toast:Cluster:Mode", "none", "--Logging:LogLevel:Default", "None",
            "--Logging:LogLevel:Toast", "None", .. settings,
        ],
        out _);
}

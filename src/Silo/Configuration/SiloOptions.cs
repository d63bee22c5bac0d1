namespace Toast.Silo;

/// <summary>The settings of the record server: section <c>Toast</c> of the configuration.</summary>
internal sealed class SiloOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Toast";

    /// <summary>Where records are kept: a storage URL, which may hold <c>${NAME}</c> for environment variables.</summary>
    /// <value>Default: <c>sqlite:///data/toast.db</c>, relative to the folder the server is started in.</value>
    public string Store { get; set; } = SiloDefaults.Store;

    /// <summary>Lets the server listen on addresses that other machines can reach. It asks callers for no key.</summary>
    /// <value>Default: false.</value>
    public bool AllowRemote { get; set; }

    /// <summary>Prints commands to try once the server is ready.</summary>
    /// <value>Default: false; <c>./run</c> switches it on.</value>
    public bool ShowExamples { get; set; }
}

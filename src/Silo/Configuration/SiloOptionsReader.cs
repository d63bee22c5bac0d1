namespace Toast.Silo;

/// <summary>Reads the settings of the server; all mistakes are reported together.</summary>
internal static class SiloOptionsReader
{
    public static SiloOptions Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var reader = new SettingsReader(configuration.GetSection(SiloOptions.Section), problems);
        var options = new SiloOptions
        {
            Store = reader.Text(nameof(SiloOptions.Store)) ?? SiloDefaults.Store,
            Stores = reader.Map(nameof(SiloOptions.Stores)),
            Classes = reader.Map(nameof(SiloOptions.Classes)),
            AcceptedClasses = reader.List(nameof(SiloOptions.AcceptedClasses)),
            AllowRemote = reader.Switch(nameof(SiloOptions.AllowRemote)),
            ShowExamples = reader.Switch(nameof(SiloOptions.ShowExamples)),
            Explorer = reader.Switch(nameof(SiloOptions.Explorer), fallback: true),
            HasApiKeys = reader.Section(SiloOptions.ApiKeys).Exists,
            Limits = LimitSettings.Read(reader.Section(nameof(SiloOptions.Limits))),
            Metrics = MetricSettings.Read(reader.Section(nameof(SiloOptions.Metrics))),
            Cluster = ClusterSettings.Read(reader.Section(nameof(SiloOptions.Cluster))),
        };
        reader.RefuseOthers();
        CheckStores(options, reader);
        CheckReach(options, reader);
        return problems.Count == 0 ? options : throw new SettingException(string.Join(Environment.NewLine, problems));
    }

    private static void CheckStores(SiloOptions options, SettingsReader reader)
    {
        if (!options.Stores.ContainsKey(options.Store))
        {
            CheckUrl(nameof(SiloOptions.Store), options.Store, reader);
        }

        foreach ((string name, string url) in options.Stores)
        {
            CheckUrl($"{nameof(SiloOptions.Stores)}:{name}", url, reader);
        }

        if (options.Stores.ContainsKey(SiloOptions.DefaultStoreName) && !options.Stores.ContainsKey(options.Store))
        {
            reader.Refuse(
                $"{nameof(SiloOptions.Stores)}:{SiloOptions.DefaultStoreName}",
                $"is the name of the store that Toast:Store gives by its URL. Set Toast:Store to {SiloOptions.DefaultStoreName}, or use another name");
        }
    }

    private static void CheckUrl(string key, string url, SettingsReader reader)
    {
        try
        {
            StorageUrl.Parse(url);
        }
        catch (StorageValidationException failure)
        {
            reader.Refuse(key, $"cannot be used: {failure.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The ports of silos ask nobody who they are, unless TLS does.</summary>
    private static void CheckReach(SiloOptions options, SettingsReader reader)
    {
        if (options.Cluster is { IsLoopback: false, Tls: null } && !options.AllowRemote)
        {
            reader.Refuse(
                $"{nameof(SiloOptions.Cluster)}:{nameof(ClusterSettings.Address)}",
                "is one that other machines can reach, and without TLS a silo asks nobody who they are. Set Toast:Cluster:Tls, or Toast:AllowRemote=true if "
                + "the network keeps strangers out");
        }
    }
}

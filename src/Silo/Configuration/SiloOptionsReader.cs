namespace Toast.Silo;

/// <summary>Reads the settings strictly: a key that does not exist is a mistake, not a comment.</summary>
internal static class SiloOptionsReader
{
    private static readonly string[] Keys = [nameof(SiloOptions.Store), nameof(SiloOptions.AllowRemote), nameof(SiloOptions.ShowExamples)];

    public static SiloOptions Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(SiloOptions.Section);
        var problems = new List<string>();
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add($"{child.Path} is not a setting. The settings are {string.Join(", ", Keys.Select(Path))}.");
            }
        }

        var options = new SiloOptions
        {
            Store = section[nameof(SiloOptions.Store)] ?? SiloDefaults.Store,
            AllowRemote = ReadSwitch(section, nameof(SiloOptions.AllowRemote), problems),
            ShowExamples = ReadSwitch(section, nameof(SiloOptions.ShowExamples), problems),
        };
        CheckStore(options.Store, problems);
        return problems.Count == 0 ? options : throw new SettingException(string.Join(Environment.NewLine, problems));
    }

    private static string Path(string key) => $"{SiloOptions.Section}:{key}";

    private static bool ReadSwitch(IConfigurationSection section, string key, List<string> problems)
    {
        string? text = section[key];
        if (text is null)
        {
            return false;
        }

        if (!bool.TryParse(text, out bool value))
        {
            problems.Add($"{Path(key)} is neither true nor false. Set it to one of them.");
        }

        return value;
    }

    private static void CheckStore(string url, List<string> problems)
    {
        try
        {
            StorageUrl.Parse(url);
        }
        catch (StorageValidationException failure)
        {
            problems.Add($"{Path(nameof(SiloOptions.Store))}: {failure.Message}");
        }
    }
}

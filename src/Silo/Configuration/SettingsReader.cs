using System.Globalization;

namespace Toast.Silo;

/// <summary>Reads one section of the configuration strictly: a key that nobody asked for is a mistake, not a comment. Problems are collected, each names its key.</summary>
internal sealed class SettingsReader(IConfigurationSection section, List<string> problems)
{
    private readonly List<string> keys = [];

    /// <summary>True if anything stands in the section.</summary>
    public bool Exists => section.Exists();

    public string? Text(string key)
    {
        keys.Add(key);
        return section[key];
    }

    public bool Switch(string key, bool fallback = false)
    {
        string? text = Text(key);
        if (text is null)
        {
            return fallback;
        }

        if (!bool.TryParse(text, out bool value))
        {
            Refuse(key, "is neither true nor false. Set it to one of them");
        }

        return value;
    }

    public int? Number(string key, int lowest, int highest)
    {
        string? text = Text(key);
        if (text is null)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < lowest || number > highest)
        {
            Refuse(key, $"is no whole number from {lowest} to {highest}. Correct it");
            return null;
        }

        return number;
    }

    /// <summary>A time span such as <c>00:00:30</c>.</summary>
    public TimeSpan? Time(string key)
    {
        string? text = Text(key);
        if (text is null)
        {
            return null;
        }

        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) || time < TimeSpan.Zero)
        {
            Refuse(key, "is no time such as 00:00:30. Correct it");
            return null;
        }

        return time;
    }

    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        string? text = Text(key);
        if (text is null)
        {
            return fallback;
        }

        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        // Names only: the text may be anything, also a secret that slipped into the wrong line.
        Refuse(key, $"is none of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}. Set it to one of them");
        return fallback;
    }

    public Dictionary<string, string> Map(string key)
    {
        keys.Add(key);
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection child in section.GetSection(key).GetChildren())
        {
            if (child.Value is { } value)
            {
                map[child.Key] = value;
            }
            else
            {
                problems.Add($"{child.Path} has no value. Give it one, or remove it.");
            }
        }

        return map;
    }

    public List<string> List(string key)
    {
        keys.Add(key);
        return [.. section.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>()];
    }

    public SettingsReader Section(string key)
    {
        keys.Add(key);
        return new SettingsReader(section.GetSection(key), problems);
    }

    public string PathOf(string key) => $"{section.Path}:{key}";

    public void Refuse(string key, string problem) => problems.Add($"{PathOf(key)} {problem}.");

    /// <summary>Refuses what nobody asked for; call it last.</summary>
    public void RefuseOthers()
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                problems.Add($"{child.Path} is not a setting. The settings are {string.Join(", ", keys.Select(PathOf))}.");
            }
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Toast.Registry;

namespace Toast.AspNetCore;

/// <summary>Reads keys from a section and the files it names. Problems are collected, each names its setting; none quotes a key.</summary>
internal sealed class ApiKeyReader(IConfigurationSection section)
{
    private const string Settings = "Key, KeyFile, ReadOnly, Classes, RequestsPerSecond";
    private const int MostPerSecond = 1_000_000;

    /// <param name="problems">Receives the problems.</param>
    /// <param name="atStart">True if a file without a key is a mistake; later on it takes the keys away that it held.</param>
    public IReadOnlyList<ApiKey> Read(List<string> problems, bool atStart)
    {
        var keys = new List<ApiKey>();
        if (section.Value is { Length: > 0 })
        {
            problems.Add($"{section.Path} is a section. Set {section.Path}:<name>:Key or {section.Path}:<name>:KeyFile, with a name of your choice.");
        }

        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (IConfigurationSection entry in section.GetChildren())
        {
            ApiKey key = ReadKey(entry, problems);
            if (atStart && key.Hashes.Count == 0 && problems.Count == 0)
            {
                problems.Add($"{entry.Path}:KeyFile names a file that holds no key. {KeyText.HowToMake}");
            }

            foreach (string hash in key.Hashes.Select(Convert.ToHexString))
            {
                if (!owners.TryAdd(hash, entry.Path))
                {
                    problems.Add($"{entry.Path} holds the same key as {owners[hash]}. Give each name a key of its own.");
                }
            }

            keys.Add(key);
        }

        return keys;
    }

    private static ApiKey ReadKey(IConfigurationSection entry, List<string> problems)
    {
        foreach (IConfigurationSection child in entry.GetChildren())
        {
            if (!Settings.Split(", ").Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                // The name of what is not known may be a key in the wrong place.
                problems.Add($"{entry.Path} has a setting that is not known. The settings of a key are {Settings}.");
            }
        }

        return new ApiKey
        {
            Name = entry.Key,
            Hashes = ReadTexts(entry, problems),
            IsReadOnly = ReadSwitch(entry.GetSection("ReadOnly"), problems),
            Classes = ReadClasses(entry.GetSection("Classes"), problems),
            RequestsPerSecond = ReadRate(entry.GetSection("RequestsPerSecond"), problems),
        };
    }

    private static List<byte[]> ReadTexts(IConfigurationSection entry, List<string> problems)
    {
        IConfigurationSection inline = entry.GetSection("Key"), file = entry.GetSection("KeyFile");
        if (inline.Value is null == file.Value is null)
        {
            problems.Add($"{entry.Path} needs either Key or KeyFile. Set one of them.");
            return [];
        }

        IConfigurationSection source = inline.Value is null ? file : inline;
        IReadOnlyList<string>? texts = inline.Value is { } text ? [text] : KeyFile.Read(file.Value!);
        if (texts is null)
        {
            problems.Add($"{source.Path} names a file that cannot be read or is larger than {KeyFile.MaxBytes} bytes. Correct the path or the rights.");
        }
        else if (texts.FirstOrDefault(key => KeyText.Check(key) is not null) is { } bad)
        {
            problems.Add($"{source.Path} {KeyText.Check(bad)}. {KeyText.HowToMake}");
        }
        else
        {
            return [.. texts.Distinct(StringComparer.Ordinal).Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(key)))];
        }

        return [];
    }

    private static bool ReadSwitch(IConfigurationSection setting, List<string> problems)
    {
        if (setting.Value is null || bool.TryParse(setting.Value, out bool value))
        {
            return setting.Value is not null && bool.Parse(setting.Value);
        }

        problems.Add($"{setting.Path} is neither true nor false. Set it to one of them.");
        return value;
    }

    private static ClassMap? ReadClasses(IConfigurationSection setting, List<string> problems)
    {
        string[] patterns = setting.Value is { } one ? [one] : [.. setting.GetChildren().Select(child => child.Value ?? "")];
        foreach (string pattern in patterns)
        {
            if (ClassMap.Check(pattern) is { } problem)
            {
                problems.Add($"{setting.Path} holds '{HostileText.Show(pattern)}', which {problem}. Write class names, or beginnings of them with * behind.");
                return null;
            }
        }

        return patterns.Length == 0 ? null : ClassMap.Of(patterns);
    }

    private static int? ReadRate(IConfigurationSection setting, List<string> problems)
    {
        if (setting.Value is null)
        {
            return null;
        }

        if (int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int rate) && rate is >= 1 and <= MostPerSecond)
        {
            return rate;
        }

        problems.Add($"{setting.Path} is no whole number from 1 to {MostPerSecond}. Correct it.");
        return null;
    }
}

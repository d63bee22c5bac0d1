using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Toast;

/// <summary>
/// Reads a set-up from configuration, strictly: what is unknown or cannot be read is a mistake, reported with the others when the engine is built. Every
/// mistake names its key, and none shows a value, which may be a URL with a password or a secret that ended up under the wrong name.
/// </summary>
internal sealed class ToastSettings
{
    /// <summary>The section that is read of a whole configuration.</summary>
    public const string Section = "Toast";

    private const string Engine = "Engine";
    private const string Cluster = "cluster";
    private const string Embedded = "embedded";

    private readonly IConfiguration configuration;
    private readonly ToastBuilder toast;
    private readonly Dictionary<string, Action<IConfigurationSection>> readers;

    private ToastSettings(IConfiguration configuration, ToastBuilder toast)
    {
        this.configuration = configuration;
        this.toast = toast;
        readers = new(StringComparer.OrdinalIgnoreCase)
        {
            [Engine] = ReadEngine,
            ["Store"] = section => WithText(section, text => ReadStore(section, text)),
            ["Stores"] = section => ForEach(section, (item, url) => toast.AddStore(item.Key, url, item.Path)),
            ["Classes"] = section => ForEach(section, (item, store) => toast.MapClass(item.Key, store, item.Path)),
            ["AcceptedClasses"] = section => ForEach(section, (_, className) => toast.AcceptClasses(className)),
            ["Limits"] = section => ForEach(section, SetLimit),

            // Read by AddToastApiKeys, where the host has endpoints that ask for keys.
            ["ApiKeys"] = _ => { },
        };
    }

    private bool IsOnCluster => Cluster.Equals(configuration[Engine], StringComparison.OrdinalIgnoreCase);

    public static void Apply(IConfiguration configuration, ToastBuilder toast)
    {
        IConfiguration section = configuration is IConfigurationRoot root ? root.GetSection(Section) : configuration;
        new ToastSettings(section, toast).Apply();
    }

    private void Apply()
    {
        foreach (IConfigurationSection setting in configuration.GetChildren())
        {
            if (readers.TryGetValue(setting.Key, out Action<IConfigurationSection>? read))
            {
                read(setting);
            }
            else
            {
                toast.Refuse($"{setting.Path} is not a setting. The settings are {string.Join(", ", readers.Keys)}.");
            }
        }
    }

    private void ReadEngine(IConfigurationSection section)
    {
        if (IsOnCluster)
        {
            toast.RequireCluster(section.Path);
        }
        else if (!Embedded.Equals(section.Value, StringComparison.OrdinalIgnoreCase))
        {
            toast.Refuse($"{section.Path} is neither {Embedded} nor {Cluster}. Set it to one of them, or remove it.");
        }
    }

    /// <summary>On a cluster the silos decide where records are, and know stores by name: a URL here is for the embedded engine alone.</summary>
    private void ReadStore(IConfigurationSection section, string text)
    {
        if (!IsOnCluster || StoreNameRules.IsWellFormed(text))
        {
            toast.UseDefaultStore(text, section.Path);
        }
    }

    private void SetLimit(IConfigurationSection item, string value)
    {
        PropertyInfo? limit = typeof(EngineOptions).GetProperty(item.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        if (limit is null)
        {
            toast.Refuse($"{item.Path} is not a setting. The settings are the properties of {nameof(EngineOptions)}.");
        }
        else if (Parse(limit.PropertyType, value) is { } parsed)
        {
            toast.Configure(options => limit.SetValue(options, parsed));
        }
        else
        {
            string form = limit.PropertyType == typeof(TimeSpan) ? "time such as 00:00:05 or 00:00:00.250" : "whole number in range";
            toast.Refuse($"{item.Path} is no {form}. Correct it.");
        }
    }

    private void ForEach(IConfigurationSection section, Action<IConfigurationSection, string> use)
    {
        if (section.Value is { Length: > 0 })
        {
            toast.Refuse($"{section.Path} is one text, but names with values were expected. Write {section.Path}:name.");
        }

        foreach (IConfigurationSection item in section.GetChildren())
        {
            WithText(item, text => use(item, text));
        }
    }

    private void WithText(IConfigurationSection section, Action<string> use)
    {
        if (section.Value is { Length: > 0 } text && !section.GetChildren().Any())
        {
            use(text);
        }
        else
        {
            toast.Refuse($"{section.Path} is not one text. Give it a value, or remove it.");
        }
    }

    private static object? Parse(Type type, string value)
    {
        if (type == typeof(TimeSpan))
        {
            return TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out TimeSpan time) ? time : null;
        }

        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return null;
        }

        return type == typeof(long) ? number
            : number <= int.MaxValue ? (int)number
            : null;
    }
}

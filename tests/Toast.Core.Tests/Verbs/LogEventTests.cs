using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Toast.Core.Tests.Verbs;

/// <summary>Event ids are part of what users build alerts on.</summary>
public sealed partial class LogEventTests
{
    [Fact]
    [Trait("Behaviour", "B-163")]
    public void B_163_each_log_event_has_an_id_of_its_own_and_stands_in_the_documentation()
    {
        int[] events =
        [
            .. typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().Order(),
        ];
        string page = File.ReadAllText(Checkout.Path("docs", "telemetry.md"));
        int[] documented = [.. Row().Matches(page).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Order()];

        Assert.NotEmpty(events);
        Assert.Equal(events.Distinct(), events);
        Assert.Equal(events, documented);
    }

    [GeneratedRegex(@"^\| ([0-9]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

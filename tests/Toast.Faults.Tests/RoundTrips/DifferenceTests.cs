using System.Reflection;
using Toast.Faults.Tests.Models;

namespace Toast.Faults.Tests.RoundTrips;

public sealed class DifferenceTests
{
    [Fact, Trait("Behaviour", "B-019")]
    public void B_019_the_comparison_sees_every_difference()
    {
        var made = new RandomEverything(new Random(19));
        var other = new RandomEverything(new Random(91));
        Everything one = made.Next();
        foreach (PropertyInfo property in typeof(Everything).GetProperties())
        {
            Everything same = new RandomEverything(new Random(19)).Next();
            Assert.Null(Difference.Between(one, same));
            object? own = property.GetValue(same);
            for (int i = 0; i < 100 && Difference.Between(own, property.GetValue(same)) is null; i++)
            {
                property.SetValue(same, property.GetValue(other.Next()));
            }

            Assert.StartsWith("$." + property.Name, Difference.Between(one, same), StringComparison.Ordinal);
        }
    }
}

using System.Reflection;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>Models of many members.</summary>
public sealed class WideModelTests : VerbTest
{
    public static TheoryData<string, int> Widths
    {
        get
        {
            var widths = new TheoryData<string, int>();
            foreach (string kind in new[] { "sqlite", "file", "memory" })
            {
                foreach (int members in new[] { 0, 1, 100, 300, 1_000 })
                {
                    widths.Add(kind, members);
                }
            }

            return widths;
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    [Trait("Behaviour", "B-021")]
    public async Task B_021_models_of_any_width_come_back_whole(string kind, int members)
    {
        IToast toast = Open(kind);
        object model = WideModels.Make(members);
        FieldInfo[] fields = model.GetType().GetFields();
        object restored = await toast.ValidateAsync<object>(await toast.DumpAsync(model));

        Assert.Equal(members, fields.Length);
        Assert.IsType(model.GetType(), restored);
        Assert.All(fields, field => Assert.Equal(field.GetValue(model), field.GetValue(restored)));
    }
}

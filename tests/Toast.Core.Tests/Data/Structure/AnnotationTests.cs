#pragma warning disable CA1051 // A public field with a rule is tested here.
using System.ComponentModel.DataAnnotations;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class AnnotationTests
{
    [Fact]
    [Trait("Behaviour", "B-244")]
    public void B_244_every_broken_rule_is_reported_with_path_and_name()
    {
        var value = new Person("x", "secret-not-a-mail")
        {
            Age = 200,
            Home = new Address { City = null },
            Others = [new Address { City = "ok" }, new Address()],
            Named = new() { ["k"] = new Address() },
        };

        Assert.Equal(
            ["$.name MinLength", "$.mail EmailAddress", "$.home.city Required", "$.others[1].city Required", "$.named.k.city Required", "$.age Range"],
            Check(value));
    }

    [Fact]
    [Trait("Behaviour", "B-244")]
    public void B_244_valid_content_reports_nothing()
    {
        Assert.Empty(Check(new Person("long", "a@b.c") { Home = new Address { City = "x" } }));
    }

    [Fact]
    [Trait("Behaviour", "B-244")]
    public void B_244_an_object_may_check_itself_when_its_members_hold()
    {
        Assert.Equal(["$[0].until Validate", "$[1] Validate"], Check(new List<Period> { new() { From = 2, Until = 1 }, new() { From = -1 } }));
        Assert.Equal(["$[0].until Range"], Check(new List<Period> { new() { From = 200, Until = 100 } }));
    }

    [Fact]
    [Trait("Behaviour", "B-244")]
    public void B_244_types_without_rules_are_not_looked_at()
    {
        Assert.False(Codecs.For(typeof(ObjectTests.Outer)).HasAnnotations);
        Assert.True(Codecs.For(typeof(Person)).HasAnnotations);
        Assert.False(Codecs.For(typeof(Elsewhere)).HasAnnotations);
    }

    private static string[] Check<T>(T value)
    {
        var violations = new List<Violation>();
        Codecs.For(typeof(T)).CheckAnnotations(value!, violations);
        return [.. violations.Select(v => $"{v.Path} {v.Rule}")];
    }

    public sealed record Person([property: MinLength(2)] string Name, [EmailAddress] string Mail)
    {
        [Range(0, 150)]
        public int Age;

        public Address? Home { get; set; }

        public List<Address> Others { get; set; } = [];

        public Dictionary<string, Address> Named { get; set; } = [];
    }

    public sealed class Address
    {
        [Required]
        public string? City { get; set; }
    }

    public sealed class Period : IValidatableObject
    {
        public int From { get; set; }

        [Range(0, 50)]
        public int Until { get; set; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (From < 0)
            {
                yield return new ValidationResult("no");
            }
            else if (From > Until)
            {
                yield return new ValidationResult("no", [nameof(Until)]);
            }
        }
    }

    [External]
    public sealed record Ruled([property: Required] string? Name);

    public sealed class Elsewhere
    {
        public Ruled? Child { get; set; }
    }
}

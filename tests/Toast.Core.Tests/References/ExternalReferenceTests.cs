using System.ComponentModel;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Toast.Core.Tests.References;

public sealed class ExternalReferenceTests
{
    private const string Id = "550e8400-e29b-41d4-a716-446655440000";

    private static readonly ExternalReference Reference = new("UserProfile", Guid.Parse(Id));

    [Fact]
    [Trait("Behaviour", "B-003")]
    [Trait("Behaviour", "B-004")]
    public void B_004_the_json_is_the_compact_two_key_object_with_the_class_name_first()
    {
        const string Expected = $$"""{"class_name":"UserProfile","id":"{{Id}}"}""";

        Assert.Equal(Expected, Reference.ToJson());
        Assert.Equal(Expected, JsonSerializer.Serialize(Reference));
        Assert.Equal(Expected, JsonSerializer.Serialize(Reference, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper }));
    }

    [Fact]
    [Trait("Behaviour", "B-150")]
    public void B_150_references_come_back_from_json_text_and_type_converter()
    {
        Assert.Equal(Reference, JsonSerializer.Deserialize<ExternalReference>(Reference.ToJson()));
        Assert.Equal(Reference, ExternalReference.Parse(Reference.ToString()));
        Assert.Equal(Reference, TypeDescriptor.GetConverter(typeof(ExternalReference)).ConvertFromInvariantString($"UserProfile/{Id}"));
        Assert.Equal($"UserProfile/{Id}", TypeDescriptor.GetConverter(typeof(ExternalReference)).ConvertToInvariantString(Reference));
        Assert.Equal($"UserProfile/{Id}", $"{Reference}");
        Assert.True(ExternalReference.TryParse($"UserProfile/{Id}", null, out ExternalReference? parsed) && parsed == Reference);
    }

    [Theory]
    [InlineData("550E8400-E29B-41D4-A716-446655440000")]
    [InlineData("{550e8400-e29b-41d4-a716-446655440000}")]
    [InlineData("urn:uuid:550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("URN:UUID:550E8400-E29B-41D4-A716-446655440000")]
    [InlineData("550e8400e29b41d4a716446655440000")]
    [Trait("Behaviour", "B-219")]
    public void B_219_every_spelling_of_an_id_is_the_same_reference(string id)
    {
        ExternalReference fromJson = JsonSerializer.Deserialize<ExternalReference>($$"""{"id":"{{id}}","class_name":"UserProfile"}""")!;

        Assert.Equal(Reference, fromJson);
        Assert.Equal(Reference, ExternalReference.Parse($"UserProfile/{id}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("550e8400-e29b-41d4-a716-44665544000")]
    [InlineData("550e8400-e29b-41d4-a716-4466554400000")]
    [InlineData("+50e8400-e29b-41d4-a716-446655440000")]
    [InlineData("0x50e840-e29b-41d4-a716-446655440000")]
    [InlineData("(550e8400-e29b-41d4-a716-446655440000)")]
    [InlineData("{0x550e8400,0xe29b,0x41d4,{0xa7,0x16,0x44,0x66,0x55,0x44,0x00,0x00}}")]
    [InlineData("{550e8400e29b41d4a716446655440000}")]
    [InlineData("nonexistent-uuid")]
    [InlineData("５50e8400-e29b-41d4-a716-446655440000")]
    [Trait("Behaviour", "B-219")]
    [Trait("Behaviour", "B-016")]
    public void B_219_any_other_id_text_is_not_a_reference(string id)
    {
        var fromJson = Assert.Throws<StorageValidationException>(
            () => JsonSerializer.Deserialize<ExternalReference>($$"""{"class_name":"UserProfile","id":"{{id}}"}"""));

        Assert.Equal(ErrorCodes.InvalidReference, fromJson.Code);
        Assert.False(ExternalReference.TryParse($"UserProfile/{id}", null, out _));
        Assert.Equal(ErrorCodes.InvalidReference, Assert.Throws<StorageValidationException>(() => ExternalReference.Parse($"UserProfile/{id}")).Code);
    }

    [Theory]
    [InlineData("[]", "is not an object")]
    [InlineData("5", "is not an object")]
    [InlineData("\"UserProfile/550e8400-e29b-41d4-a716-446655440000\"", "is not an object")]
    [InlineData("{}", "has no class_name")]
    [InlineData("{\"class_name\":\"A\"}", "has no id")]
    [InlineData("{\"class_name\":null,\"id\":null}", "has an unusable class_name: it is not text")]
    [InlineData("{\"class_name\":\"A\",\"id\":5}", "has an unusable id: it is not text")]
    [InlineData("{\"class_name\":{\"x\":1},\"id\":\"a\"}", "has an unusable class_name: it is not text")]
    [InlineData("{\"class_name\":\"A\",\"class_name\":\"B\",\"id\":\"550e8400-e29b-41d4-a716-446655440000\"}", "has class_name twice")]
    [InlineData("{\"class_name\":\"A\",\"id\":\"550e8400-e29b-41d4-a716-446655440000\",\"x\":1}", "has a key other than")]
    [InlineData("{\"Class_Name\":\"A\",\"id\":\"550e8400-e29b-41d4-a716-446655440000\"}", "has a key other than")]
    [Trait("Behaviour", "B-411")]
    public void B_411_a_wrong_shape_is_an_invalid_reference(string json, string problem)
    {
        var error = Assert.Throws<StorageValidationException>(() => JsonSerializer.Deserialize<ExternalReference>(json));

        Assert.Equal(ErrorCodes.InvalidReference, error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CON")]
    [InlineData("NUL")]
    [InlineData("Box[Int32]")]
    [InlineData("Pair[String,Order]")]
    [InlineData("a.b+c-d`1")]
    [InlineData("_")]
    [Trait("Behaviour", "B-251")]
    [Trait("Behaviour", "B-252")]
    public void B_251_well_formed_class_names_are_taken(string name) =>
        Assert.Equal(name, ExternalReference.Parse(new ExternalReference(name, Guid.Empty).ToString()).ClassName);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("-+")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a;--")]
    [InlineData("a%")]
    [InlineData("a*")]
    [InlineData("a{b}")]
    [InlineData("Аdmin")]
    [Trait("Behaviour", "B-406")]
    [Trait("Behaviour", "B-252")]
    public void B_406_hostile_class_names_are_refused_and_cannot_forge_a_line(string name)
    {
        var error = Assert.Throws<StorageValidationException>(() => new ExternalReference(name, Guid.Empty));

        Assert.Equal(ErrorCodes.InvalidReference, error.Code);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain('\0', error.Message);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    [InlineData(1_000_000, false)]
    [Trait("Behaviour", "B-251")]
    public void B_251_class_names_have_at_most_200_characters(int length, bool taken)
    {
        string name = new('a', length);
        string json = $$"""{"class_name":"{{name}}","id":"{{Id}}"}""";

        if (taken)
        {
            Assert.Equal(name, JsonSerializer.Deserialize<ExternalReference>(json)!.ClassName);
        }
        else
        {
            Assert.True(Assert.Throws<StorageValidationException>(() => new ExternalReference(name, Guid.Empty)).Message.Length < 500);
            Assert.True(Assert.Throws<StorageValidationException>(() => JsonSerializer.Deserialize<ExternalReference>(json)).Message.Length < 500);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-150")]
    public void B_150_every_reference_round_trips_as_json_and_text() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), ArbMap.Default.ArbFor<NonEmptyString>(), (id, text) =>
        {
            const string Allowed = "ABCXYZabcxyz0189_.`[],+-";
            string name = "A" + string.Concat(text.Get.Take(150).Select(c => Allowed[c % Allowed.Length])) + "z";
            if (ClassNameRules.Check(name) is not null)
            {
                return true;
            }

            var reference = new ExternalReference(name, id);
            return ExternalReference.Parse(reference.ToString()) == reference
                && JsonSerializer.Deserialize<ExternalReference>(Encoding.UTF8.GetBytes(reference.ToJson())) == reference;
        }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Behaviour", "B-411")]
    public void B_411_arbitrary_text_is_a_reference_or_a_clean_refusal() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            text ??= "";
            if (ExternalReference.TryParse(text, null, out _))
            {
                return true;
            }

            try
            {
                ExternalReference.Parse(text);
                return false;
            }
            catch (StorageValidationException e)
            {
                return e.Code == ErrorCodes.InvalidReference;
            }
        }).QuickCheckThrowOnFailure();
}

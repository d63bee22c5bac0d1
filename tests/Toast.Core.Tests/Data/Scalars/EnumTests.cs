using System.Text.Json.Serialization;
using FsCheck.Fluent;
using Toast.Data.Scalars;

namespace Toast.Core.Tests.Data.Scalars;

public class EnumTests
{
    public enum Colour
    {
        None,
        Red = 5,
        [JsonStringEnumMemberName("dark blue")]
        Blue,
        [EnumAlias("Verdant")]
        [EnumAlias("Emerald")]
        Green,
        Rouge = Red,
    }

    [Flags]
    public enum Rights
    {
        Read = 1,
        Write = 2,
        Delete = 4,
        Change = Write | Delete,
        [EnumAlias("Root")]
        [JsonStringEnumMemberName("admin")]
        Administer = 8,
    }

    public enum Tiny : sbyte
    {
        Low = sbyte.MinValue,
        Minus = -1,
        High = sbyte.MaxValue,
    }

    [Flags]
    public enum Wide : ulong
    {
        First = 1,
        Last = 1ul << 63,
        All = ulong.MaxValue,
    }

    public enum Empty : ushort;

    public enum OneNameTwice
    {
        [JsonStringEnumMemberName("Second")]
        First,
        Second,
    }

    public enum AliasTaken
    {
        First,
        [EnumAlias("First")]
        Second,
    }

    [Flags]
    public enum CommaInFlag
    {
        [JsonStringEnumMemberName("a, b")]
        First = 1,
    }

    [Flags]
    public enum CommaInAlias
    {
        [EnumAlias("a,b")]
        First = 1,
    }

    [Fact]
    [Trait("Behaviour", "B-221")]
    public void B_221_members_are_stored_by_name()
    {
        Assert.Equal("\"None\"", Scalar.Write(Colour.None));
        Assert.Equal("\"Red\"", Scalar.Write(Colour.Rouge));
        Assert.Equal("\"dark blue\"", Scalar.Write(Colour.Blue));
        Assert.Equal("\"Green\"", Scalar.Write(Colour.Green));
        Assert.Equal(Colour.Red, Scalar.Read<Colour>("\"Rouge\""));
        Assert.All(Enum.GetValues<Colour>(), c => Assert.Equal(c, Scalar.RoundTrip(c)));
        Assert.All(Enum.GetValues<Tiny>(), c => Assert.Equal(c, Scalar.RoundTrip(c)));
    }

    [Fact]
    [Trait("Behaviour", "B-221")]
    public void B_221_flag_sets_are_names_with_commas()
    {
        Assert.Equal("\"Read, Write\"", Scalar.Write(Rights.Write | Rights.Read));
        Assert.Equal("\"Change\"", Scalar.Write(Rights.Change));
        Assert.Equal("\"Read, Change, admin\"", Scalar.Write(Rights.Read | Rights.Change | Rights.Administer));
        Assert.Equal("\"First, Last\"", Scalar.Write(Wide.First | Wide.Last));
        Assert.Equal("\"All\"", Scalar.Write(Wide.All));
        Assert.Equal(Rights.Read | Rights.Administer, Scalar.Read<Rights>("\"Root, Read\""));
    }

    [Fact]
    [Trait("Behaviour", "B-221")]
    public void B_221_undefined_numbers_stand_as_numbers()
    {
        Assert.Equal("99", Scalar.Write((Colour)99));
        Assert.Equal("0", Scalar.Write((Rights)0));
        Assert.Equal("17", Scalar.Write((Rights)17));
        Assert.Equal("3", Scalar.Write((Empty)3));
        Assert.Equal(Colour.Red, Scalar.Read<Colour>("5"));
    }

    [Fact]
    [Trait("Behaviour", "B-221")]
    public void B_221_every_number_of_every_underlying_type_comes_back_as_itself()
    {
        Prop.ForAll<int>(n =>
            Scalar.RoundTrip((Colour)n) == (Colour)n && Scalar.RoundTrip((Rights)n) == (Rights)n).QuickCheckThrowOnFailure();
        Prop.ForAll<long>(n =>
        {
            var wide = (Wide)(n * 6364136223846793005);
            return Scalar.RoundTrip(wide) == wide;
        }).QuickCheckThrowOnFailure();
        for (int n = sbyte.MinValue; n <= sbyte.MaxValue; n++)
        {
            Assert.Equal((Tiny)n, Scalar.RoundTrip((Tiny)n));
        }
    }

    [Theory]
    [InlineData("red")]
    [InlineData("Blue")]
    [InlineData("Purple")]
    [InlineData("")]
    [InlineData("5")]
    [InlineData(" Red")]
    [InlineData("Red, Green")]
    [Trait("Behaviour", "B-222")]
    public void B_222_text_that_is_no_name_is_refused(string text)
    {
        Assert.Equal("is text that is not a value of type Colour", Scalar.ReadFault<Colour>($"\"{text}\"").Message);
    }

    [Theory]
    [InlineData("Read,Write")]
    [InlineData("Read, ")]
    [InlineData("Read, Nothing")]
    [InlineData("Read | Write")]
    [InlineData("Administer")]
    [Trait("Behaviour", "B-222")]
    public void B_222_a_flag_set_with_an_unknown_part_is_refused(string text) => Scalar.ReadFault<Rights>($"\"{text}\"");

    [Fact]
    [Trait("Behaviour", "B-222")]
    public void B_222_numbers_out_of_range_and_other_kinds_are_refused()
    {
        Assert.Equal("is a number that does not fit the type Tiny", Scalar.ReadFault<Tiny>("128").Message);
        Scalar.ReadFault<Wide>("-1");
        Scalar.ReadFault<Colour>("5.0");
        Assert.Equal("is not text of type Colour (found boolean)", Scalar.ReadFault<Colour>("true").Message);
        Scalar.ReadFault<Colour>("null");
    }

    [Fact]
    [Trait("Behaviour", "B-222")]
    public void B_222_a_renamed_member_stays_readable_through_its_aliases()
    {
        Assert.Equal(Colour.Green, Scalar.Read<Colour>("\"Verdant\""));
        Assert.Equal(Colour.Green, Scalar.Read<Colour>("\"Emerald\""));
        Assert.Equal(Rights.Administer, Scalar.Read<Rights>("\"Root\""));
    }

    [Theory]
    [InlineData(typeof(OneNameTwice), "two of its members have the stored name Second")]
    [InlineData(typeof(AliasTaken), "two of its members have the stored name First")]
    [InlineData(typeof(CommaInFlag), "the name a, b of a flag holds a comma, which separates flags")]
    [InlineData(typeof(CommaInAlias), "the name a,b of a flag holds a comma, which separates flags")]
    [Trait("Behaviour", "B-221")]
    public void B_221_names_that_cannot_be_told_apart_are_refused_at_registration(Type type, string why)
    {
        var refusal = Assert.Throws<StorageValidationException>(() => ScalarConverters.TryCreate(type, null));
        Assert.Equal(ErrorCodes.InvalidConfiguration, refusal.Code);
        Assert.Equal(
            $"The enum {type} cannot be stored: {why}. Change the JsonStringEnumMemberName or EnumAlias of the member.",
            refusal.Message);
    }
}

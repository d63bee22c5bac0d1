using System.Globalization;
using System.Net;
using FsCheck.Fluent;

namespace Toast.Core.Tests.Data.Scalars;

[Trait("Behaviour", "B-223")]
public class IdentifierTests
{
    [Fact]
    public void B_223_guids_of_any_version_survive()
    {
        Prop.ForAll<Guid>(id => Scalar.RoundTrip(id) == id).QuickCheckThrowOnFailure();
        Assert.All([Guid.Empty, Guid.AllBitsSet, Guid.CreateVersion7()], id => Assert.Equal(id, Scalar.RoundTrip(id)));
        Assert.Equal("\"ffffffff-ffff-ffff-ffff-ffffffffffff\"", Scalar.Write(Guid.AllBitsSet));
        Assert.Equal(Guid.AllBitsSet, Scalar.Read<Guid>("\"\\u0066fffffff-ffff-ffff-ffff-ffffffffffff\""));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"ffffffffffffffffffffffffffffffff\"")]
    [InlineData("\"{ffffffff-ffff-ffff-ffff-ffffffffffff}\"")]
    [InlineData("\" ffffffff-ffff-ffff-ffff-ffffffffffff\"")]
    public void B_223_guids_have_one_form(string json) =>
        Assert.Equal("is text that is not a value of type Guid", Scalar.ReadFault<Guid>(json).Message);

    [Theory]
    [InlineData("http://EXAMPLE.com:80/a b/../%41?q=\u00e9#x")]
    [InlineData("https://example.com")]
    [InlineData("mailto:a@b.c")]
    [InlineData("urn:isbn:1")]
    [InlineData("file:///etc/x")]
    [InlineData("a/b?c=d")]
    [InlineData("/rooted/path")]
    [InlineData("../up")]
    [InlineData("?q")]
    [InlineData("#f")]
    [InlineData("")]
    public void B_223_uris_keep_the_text_they_were_given(string text)
    {
        Uri value = Uri.TryCreate(text, UriKind.Relative, out Uri? relative) ? relative : new Uri(text, UriKind.Absolute);
        Uri back = Scalar.RoundTrip(value);
        Assert.Equal(text, back.OriginalString);
        Assert.Equal(value.IsAbsoluteUri, back.IsAbsoluteUri);
        Assert.Equal(value, back);
    }

    [Fact]
    public void B_223_a_file_uri_made_from_a_path_stays_a_file_uri()
    {
        var file = new Uri("/tmp/a b", UriKind.Absolute);
        Uri back = Scalar.RoundTrip(file);
        Assert.True(back.IsAbsoluteUri);
        Assert.Equal(file, back);
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.2.3")]
    [InlineData("0.0.0.0")]
    [InlineData("2147483647.2147483647.2147483647.2147483647")]
    public void B_223_versions_survive_with_their_number_of_parts(string text)
    {
        Version value = Version.Parse(text);
        Version back = Scalar.RoundTrip(value);
        Assert.Equal(value, back);
        Assert.Equal(text, back.ToString());
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\" 1.2\"")]
    [InlineData("\"1.+2\"")]
    [InlineData("\"1.2.3.4.5\"")]
    [InlineData("\"\"")]
    public void B_223_other_text_is_no_version(string json) => Scalar.ReadFault<Version>(json);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1%3")]
    [InlineData("fe80::1%4294967295")]
    [InlineData("2001:db8::ff00:42:8329")]
    [InlineData("::ffff:1.2.3.4")]
    public void B_223_ip_addresses_survive_with_their_scope(string text)
    {
        IPAddress value = IPAddress.Parse(text);
        Assert.Equal(value, Scalar.RoundTrip(value));
        if (text.Contains('%', StringComparison.Ordinal))
        {
            Assert.Equal(value.ScopeId, Scalar.RoundTrip(value).ScopeId);
        }

        Assert.All([0, 80, 65535], port => Assert.Equal(new IPEndPoint(value, port), Scalar.RoundTrip(new IPEndPoint(value, port))));
    }

    [Fact]
    public void B_223_any_ip_address_survives()
    {
        Prop.ForAll<long, long, uint>((a, b, scope) =>
        {
            byte[] bytes = [.. BitConverter.GetBytes(a * 6364136223846793005), .. BitConverter.GetBytes(b * 6364136223846793005)];
            var six = new IPAddress(bytes, scope);
            var four = new IPAddress(bytes.AsSpan(0, 4));
            return Scalar.RoundTrip(six).Equals(six) && Scalar.RoundTrip(four).Equals(four);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"0x7f.1\"")]
    [InlineData("\"010.0.0.1\"")]
    [InlineData("\"1.2.3.256\"")]
    [InlineData("\"[::1]\"")]
    [InlineData("\"[::1]:80\"")]
    [InlineData("\"localhost\"")]
    [InlineData("\"\"")]
    public void B_223_other_text_is_no_ip_address(string json) => Scalar.ReadFault<IPAddress>(json);

    [Theory]
    [InlineData("\"1.2.3.4\"")]
    [InlineData("\"::1\"")]
    [InlineData("\"[::1]\"")]
    [InlineData("\"[1.2.3.4]:80\"")]
    [InlineData("\"1.2.3.4:65536\"")]
    [InlineData("\"1.2.3.4:\"")]
    public void B_223_other_text_is_no_end_point(string json) => Scalar.ReadFault<IPEndPoint>(json);

    [Theory]
    [InlineData("")]
    [InlineData("de-CH")]
    [InlineData("zh-Hant-TW")]
    [InlineData("en")]
    public void B_223_cultures_survive(string name) => Assert.Equal(name, Scalar.RoundTrip(CultureInfo.GetCultureInfo(name)).Name);

    [Theory]
    [InlineData("\"not a culture!\"")]
    [InlineData("\"x\\u0000y\"")]
    public void B_223_other_text_is_no_culture(string json) => Scalar.ReadFault<CultureInfo>(json);
}

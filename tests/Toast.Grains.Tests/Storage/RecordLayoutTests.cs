using System.Text;
using Toast.Grains.Storage;
using Toast.Grains.Tests.Places;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.Storage;

/// <summary>What stands in the store. Later versions and other programs read it, so that a change here is a new layout.</summary>
public sealed class RecordLayoutTests
{
    private static readonly GrainId Hedgehog = GrainId.Create("visitor", "Ёж/1");

    [Theory]
    [InlineData("visitor", "profile", "grain.visitor.profile")]
    [InlineData("Visitor", "profile", "grain.Visitor.profile")]
    [InlineData("list`1[[int]]", "A.B+C", "grain.list`1[[int]].A.B+C")]
    [InlineData("visitor", "мой", "grain.visitor.___-61ac153e2497dd33")]
    [InlineData("a.", ".b", "grain.a._.b-a2a70afb7371cb1b")]
    [InlineData("a", "", "grain.a.-b23b192ebcf41f56")]
    public void Class_names_are_readable_and_well_formed(string type, string stateName, string expected)
    {
        string name = GrainClassName.Of(GrainType.Create(type), stateName);
        Assert.Null(ClassNameRules.Check(name));
        Assert.Equal(expected, name);
    }

    [Fact]
    public void Long_and_odd_names_stay_different()
    {
        string[] odd = ["é", "e\u0301", "a b", "a_b", "a/b", new string('x', 300), new string('x', 301), "", ".", ".."];
        string[] names = [.. odd.Select(state => GrainClassName.Of(GrainType.Create("t"), state))];
        Assert.All(names, name => Assert.Null(ClassNameRules.Check(name)));
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Ids_are_the_same_for_ever()
    {
        Assert.Equal(new Guid("d6381ba2-e3fa-81bf-8cbc-acb175123771"), GrainRecordKey.Of("shop", "profile", Hedgehog).Record.Id);
        Assert.NotEqual(GrainRecordKey.Of("shop", "profile", Hedgehog).Record.Id, GrainRecordKey.Of("Shop", "profile", Hedgehog).Record.Id);
        Assert.NotEqual(GrainRecordKey.Of("ab", "c", Hedgehog).Record.Id, GrainRecordKey.Of("a", "bc", Hedgehog).Record.Id);
    }

    [Fact]
    public void An_etag_is_the_version_and_when_the_record_was_made()
    {
        var etag = new GrainETag(7, DateTimeOffset.UnixEpoch.AddMicroseconds(123));
        Assert.Equal("7@123", etag.ToString());
        Assert.Equal(etag, GrainETag.Parse("7@123"));
    }

    [Fact]
    public async Task A_record_says_whose_state_it_is_and_holds_the_state_as_plain_json()
    {
        await using var place = new MemoryStates();
        await place.PrepareAsync();
        using UnstartedSilo silo = UnstartedSilo.On(place.Url, serviceId: "shop");
        await silo.Storage().WriteAsync(Hedgehog, Profile.Of(1));
        var backend = new MemoryBackend(StorageUrl.Parse(place.Url));
        StoredRecord? record = await backend.LoadAsync(GrainRecordKey.Of("shop", "profile", Hedgehog).Record, default);
        Assert.Equal(
            """{"service_id":"shop","grain_id":"visitor/Ёж/1","state_name":"profile","state":{"name":"Привет 👋 1","visits":1,"seen":"1970-01-01T00:01:00+00:00"}}""",
            Encoding.UTF8.GetString(record!.Data.Span));
    }
}

using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Toast.Grains.Tests.Grains;
using Toast.Grains.Tests.Places;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.Storage;

/// <summary>States of all sorts, on the store that keeps bytes and on the one that keeps JSON in a form of its own.</summary>
public abstract class SerializerTests(StatePlace place) : IAsyncLifetime
{
    private UnstartedSilo silo = null!;

    public async Task InitializeAsync()
    {
        await place.PrepareAsync();
        silo = UnstartedSilo.On(place.Url);
    }

    public async Task DisposeAsync()
    {
        silo?.Dispose();
        await place.DisposeAsync();
    }

    [SkippableFact]
    public async Task A_state_without_a_parameterless_constructor_comes_back()
    {
        Assert.Equal(new Visits(3, "x"), await RoundTripAsync(new Visits(3, "x")));
        var missing = new GrainState<Visits>();
        await silo.Storage().ReadStateAsync("none", States.NewId(), missing);
        Assert.NotNull(missing.State);
        Assert.Equal(0, missing.State.Count);
    }

    [SkippableFact]
    public async Task Fields_dictionaries_and_nested_lists_come_back()
    {
        var bag = new Bag { Number = 5, Names = { ["Ключ"] = ["a", "\u0000б", "👋"] }, Ratio = double.NaN, Big = 1e300, Price = 12.50m };
        Bag back = await RoundTripAsync(bag);
        Assert.Equal(5, back.Number);
        Assert.Equal(bag.Names["Ключ"], back.Names["Ключ"]);
        Assert.Equal((bag.Ratio, bag.Big, bag.Price.ToString()), (back.Ratio, back.Big, back.Price.ToString()));
    }

    [SkippableFact]
    public async Task A_derived_state_comes_back_as_what_it_is()
    {
        Assert.Equal(new Square(2) { A = "first" }, await RoundTripAsync<Shape>(new Square(2) { A = "first" }));
    }

    [SkippableFact]
    public async Task Grain_ids_and_references_to_grains_come_back()
    {
        IGrainFactory factory = silo.Services.GetRequiredService<IGrainFactory>();
        IVisitorGrain friend = factory.GetGrain(GrainId.Create("visitor", "друг")).AsReference<IVisitorGrain>();
        Circle back = await RoundTripAsync(new Circle(friend, friend.GetGrainId(), [friend], null));
        Assert.Equal(friend, back.Friend);
        Assert.Equal(friend.GetGrainId(), back.FriendId);
        Assert.Equal([friend], back.Others);
        Assert.Null(back.Nobody);
    }

    [SkippableFact]
    public async Task Plain_values_are_states_too()
    {
        Assert.Equal(7, await RoundTripAsync(7));
        Assert.Equal([1, 2], await RoundTripAsync(new List<int> { 1, 2 }));
        Assert.Equal("текст", await RoundTripAsync("текст"));
    }

    [SkippableFact]
    public async Task The_bytes_of_another_serializer_come_back_as_they_were()
    {
        using var other = new UnstartedSilo(
            builder => builder.AddToastGrainStorage("main", place.Url), services => services.AddKeyedSingleton<IGrainStorageSerializer>("main", new UpsideDown()));
        GrainId id = States.NewId();
        await other.Storage().WriteAsync(id, Profile.Of(5));
        Assert.Equal(Profile.Of(5), (await other.Storage().ReadAsync(id)).State);
    }

    [SkippableFact]
    public async Task A_state_that_is_too_large_is_refused_before_it_is_sent()
    {
        using var small = new UnstartedSilo(builder => builder.AddToastGrainStorage("main", place.Url, options => options.Engine.MaxRecordBytes = 1000));
        GrainId id = States.NewId();
        GrainStorageException large = await Assert.ThrowsAsync<GrainStorageException>(() => small.Storage().WriteAsync(id, new Profile { Name = new string('x', 1000) }));
        Assert.Equal(ErrorCodes.RecordTooLarge, large.Code);
        Assert.False((await small.Storage().ReadAsync(id)).RecordExists);
    }

    [SkippableFact]
    public async Task A_state_that_cannot_be_written_is_refused_without_its_values()
    {
        GrainStorageException broken = await Assert.ThrowsAsync<GrainStorageException>(
            () => silo.Storage().WriteAsync(States.NewId(), new Profile { Name = "secret-value \ud800" }));
        Assert.Equal(ErrorCodes.UnsupportedType, broken.Code);
        Assert.DoesNotContain("secret-value", broken.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_stored_state_of_another_type_is_an_error_and_leaves_the_grains_state_alone()
    {
        GrainId id = States.NewId();
        await silo.Storage().WriteAsync(id, new Profile { Name = "secret-value" });
        int[] mine = [1];
        var state = new GrainState<int[]>(mine, "etag") { RecordExists = true };
        GrainStorageException unfit = await Assert.ThrowsAsync<GrainStorageException>(() => silo.Storage().ReadStateAsync(States.Name, id, state));
        Assert.Equal(ErrorCodes.StoredDataInvalid, unfit.Code);
        Assert.Same(mine, state.State);
        Assert.Equal(("etag", true), (state.ETag, state.RecordExists));
        Assert.DoesNotContain("secret-value", unfit.ToString(), StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("""{"some":"model"}""", "its data does not say whose state it is")]
    [InlineData("""{"service_id":"tests","grain_id":"visitor/other","state_name":"profile","state":{}}""", "it belongs to another grain id")]
    [InlineData("""{"service_id":"tests","grain_id":1,"state_name":"profile","state":{}}""", "its data is not what a grain storage writes")]
    public async Task A_foreign_record_in_a_states_place_is_neither_read_nor_taken_for_missing(string data, string told)
    {
        GrainId id = States.NewId();
        await using IToast toast = new ToastBuilder().AddStore("main", place.Url).UseDefaultStore("main").Build();
        RecordKey key = Toast.Grains.Storage.GrainRecordKey.Of("tests", States.Name, id).Record;
        await toast.Records.PutAsync(new ExternalReference(key.ClassName, key.Id), Encoding.UTF8.GetBytes(data));
        GrainStorageException foreign = await Assert.ThrowsAsync<GrainStorageException>(() => silo.Storage().ReadAsync(id));
        Assert.Equal(ErrorCodes.CorruptRecord, foreign.Code);
        Assert.Contains(told, foreign.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage().WriteAsync(id, Profile.Of(1)));
    }

    private async Task<T> RoundTripAsync<T>(T value)
    {
        GrainId id = States.NewId();
        await silo.Storage().WriteStateAsync("any", id, new GrainState<T>(value));
        var read = new GrainState<T>(default!);
        await silo.Storage().ReadStateAsync("any", id, read);
        Assert.True(read.RecordExists);
        return read.State;
    }

    public sealed class Bag
    {
#pragma warning disable CA1051 // States of grains often have fields.
        public int Number;
#pragma warning restore CA1051

        public Dictionary<string, List<string>> Names { get; init; } = [];

        public double Ratio { get; set; }

        public double Big { get; set; }

        public decimal Price { get; set; }
    }

    [JsonDerivedType(typeof(Square), "square")]
    public abstract record Shape
    {
        public string? A { get; init; }
    }

    public sealed record Square(int Side) : Shape;

    public sealed record Circle(IVisitorGrain Friend, GrainId FriendId, List<IVisitorGrain> Others, IVisitorGrain? Nobody);
}

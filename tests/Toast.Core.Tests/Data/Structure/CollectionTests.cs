using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class CollectionTests
{
    public static TheoryData<object> Ordered => new()
    {
        new int[] { 3, 1, 2 },
        new int[][] { [1], [], [2, 3] },
        new List<string?> { "a", null, "" },
        new Queue<int>([3, 1, 2]),
        new Stack<int>([3, 1, 2]),
        new LinkedList<int>([3, 1, 2]),
        new Collection<int> { 3, 1, 2 },
        new ObservableCollection<int> { 3, 1, 2 },
        new ReadOnlyCollection<int>([3, 1, 2]),
        new ConcurrentQueue<int>([3, 1, 2]),
        new ConcurrentStack<int>([3, 1, 2]),
        new ConcurrentBag<int>([3, 1, 2]),
        ImmutableArray.Create(3, 1, 2),
        ImmutableList.Create(3, 1, 2),
        ImmutableQueue.Create(3, 1, 2),
        ImmutableStack.Create(3, 1, 2),
        new SortedSet<int>([3, 1, 2]),
        ImmutableSortedSet.Create(3, 1, 2),
        new ArraySegment<int>([3, 1, 2]),
        new Tags { "a", "b" },
        new List<List<int?>> { new() { 1, null }, new() },
    };

    [Theory]
    [MemberData(nameof(Ordered))]
    [Trait("Behaviour", "B-246")]
    public void B_246_collections_come_back_with_type_content_and_order(object value)
    {
        DataCodec codec = Codecs.For(value.GetType());
        string json = Codecs.Json(codec, value);

        object? read = codec.Read(System.Text.Encoding.UTF8.GetBytes(json), Codecs.Stored());

        Assert.Equal(value.GetType(), read!.GetType());
        Assert.Equal(Items(value), Items(read));
        Assert.Equal(json, Codecs.Json(codec, read));
    }

    [Fact]
    [Trait("Behaviour", "B-246")]
    public void B_246_sets_come_back_with_their_content()
    {
        Assert.Equal([1, 2, 3], Codecs.RoundTrip(new HashSet<int> { 3, 1, 2 })!.Order());
        Assert.Equal([1, 2, 3], Codecs.RoundTrip(ImmutableHashSet.Create(3, 1, 2))!.Order());
        Assert.Equal([1, 2], Codecs.RoundTrip(new ReadOnlySet<int>(new HashSet<int> { 1, 2 }))!.Order());
    }

    [Fact]
    [Trait("Behaviour", "B-246")]
    public void B_246_null_differs_from_empty_and_a_default_array_stays_default()
    {
        Assert.Null(Codecs.RoundTrip<List<int>?>(null));
        Assert.Empty(Codecs.RoundTrip<List<int>?>([])!);
        Assert.True(Codecs.RoundTrip(default(ImmutableArray<int>)).IsDefault);
        Assert.False(Codecs.RoundTrip(ImmutableArray<int>.Empty).IsDefault);
    }

    [Fact]
    [Trait("Behaviour", "B-246")]
    public void B_246_tuples_and_pairs_of_any_length_round_trip()
    {
        Assert.Equal((1, "a", (string?)null), Codecs.RoundTrip((1, "a", (string?)null)));
        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8, "nine"), Codecs.RoundTrip((1, 2, 3, 4, 5, 6, 7, 8, "nine")));
        Assert.Equal(Tuple.Create(1, "a"), Codecs.RoundTrip(Tuple.Create(1, "a")));
        var eight = Tuple.Create(1, 2, 3, 4, 5, 6, 7, "eight");
        Assert.Equal(eight, Codecs.RoundTrip(eight));
        Assert.Equal(default, Codecs.RoundTrip(default(ValueTuple)));
        Assert.Equal(KeyValuePair.Create("k", 5), Codecs.RoundTrip(KeyValuePair.Create("k", 5)));
        Assert.Equal("""{"key":"k","value":5}""", Codecs.Json(KeyValuePair.Create("k", 5)));
    }

    [Fact]
    [Trait("Behaviour", "B-239")]
    public void B_239_get_only_collections_are_refilled_and_stored_content_replaces_initial_content()
    {
        var value = new Prefilled { Open = [9] };
        value.Fixed.Clear();
        value.Fixed.Add(8);
        value.Map["new"] = 2;
        value.Behind.Add(5);

        Prefilled read = Codecs.RoundTrip(value)!;

        Assert.Equal([9], read.Open);
        Assert.Equal([8], read.Fixed);
        Assert.Equal(["initial", "new"], read.Map.Keys.Order());
        Assert.Equal([5], read.Behind);
        Assert.Same(read.Watched, read.View);
        Assert.Equal([1], Codecs.Read<Prefilled>("{}")!.Fixed);
        Assert.Empty(Codecs.Read<Prefilled>("""{"fixed":[],"map":{}}""")!.Map);
    }

    [Fact]
    [Trait("Behaviour", "B-240")]
    public void B_240_a_getter_that_makes_a_new_collection_each_time_is_computed()
    {
        Assert.Equal("""{"numbers":[1,2]}""", Codecs.Json(new WithComputed { Numbers = [1, 2] }));
        Assert.Equal([2], Codecs.Read<WithComputed>("""{"numbers":[1,2],"evens":[7]}""")!.Evens);
    }

    [Fact]
    [Trait("Behaviour", "B-248")]
    public void B_248_collection_interfaces_keep_their_content()
    {
        var value = new Interfaces
        {
            Sequence = Enumerable.Range(1, 3),
            Collection = new HashSet<int> { 1 },
            List = [1, 2],
            ReadOnly = ImmutableList.Create(5),
            Set = new HashSet<int> { 7 },
            ReadOnlySet = new HashSet<int> { 8 },
            Map = new SortedDictionary<string, int> { ["a"] = 1 },
            ReadOnlyMap = new Dictionary<string, int> { ["b"] = 2 },
            Immutable = ImmutableList.Create(1),
        };

        Interfaces read = Codecs.RoundTrip(value)!;

        Assert.Equal([1, 2, 3], read.Sequence!);
        Assert.Equal([1], read.Collection!);
        Assert.Equal([1, 2], read.List!);
        Assert.Equal([5], read.ReadOnly!);
        Assert.Equal([7], read.Set!);
        Assert.Equal([8], read.ReadOnlySet!);
        Assert.Equal(1, read.Map!["a"]);
        Assert.Equal(2, read.ReadOnlyMap!["b"]);
        Assert.Equal([1], read.Immutable!);
    }

    [Fact]
    [Trait("Behaviour", "B-248")]
    public void B_248_a_lazy_sequence_is_enumerated_once_for_visit_check_and_write()
    {
        int times = 0;
        var value = new LazyParent { Children = Numbers().Select(n => new LazyChild(n)) };
        DataCodec codec = Codecs.For(typeof(LazyParent));
        var scope = new TestWriteScope();
        var noted = new Noted();

        codec.CheckAnnotations(value, [], scope);
        codec.VisitChildren(value, scope, noted);
        string json = Codecs.Json(codec, value, scope);

        Assert.Equal((1, 2), (times, noted.Children.Count));
        Assert.All(noted.Children, child => Assert.Contains(scope.References[child.Child].Id.ToString(), json, StringComparison.Ordinal));

        IEnumerable<int> Numbers()
        {
            times++;
            yield return 1;
            yield return 2;
        }
    }

    [Fact]
    [Trait("Behaviour", "B-249")]
    public void B_249_the_comparer_of_the_initialiser_is_kept()
    {
        Comparers read = Codecs.Read<Comparers>("""{"words":["A"],"map":{"K":1},"fixed":["x"],"plain":["a","A"]}""")!;

        Assert.Contains("a", read.Words);
        Assert.True(read.Map.ContainsKey("k"));
        Assert.Contains("X", read.Fixed);
        Assert.Equal(2, read.Plain.Count);
    }

    [Theory]
    [InlineData("""{"words":["a","A"]}""", "$.words[1]")]
    [InlineData("""{"map":{"k":1,"K":1}}""", "$.map.K")]
    [InlineData("""{"fixed":["a","b","A"]}""", "$.fixed[2]")]
    [Trait("Behaviour", "B-249")]
    public void B_249_a_comparer_that_would_drop_an_entry_fails_the_load(string json, string path)
    {
        Assert.Equal(path, Codecs.Fault(() => Codecs.Read<Comparers>(json)).Path);
    }

    private static object?[] Items(object value) => [.. ((System.Collections.IEnumerable)value).Cast<object?>()];

    public sealed class Tags : Collection<string>;

    public sealed class Prefilled
    {
        private List<int>? behind;

        public Prefilled() => View = Watched;

        public List<int> Open { get; set; } = [1, 2];

        public List<int> Fixed { get; } = [1];

        public Dictionary<string, int> Map { get; } = new() { ["initial"] = 1 };

        public IList<int> Behind => behind ??= [];

        public ObservableCollection<int> Watched { get; } = [];

        [System.Text.Json.Serialization.JsonIgnore]
        public ObservableCollection<int> View { get; }
    }

    public sealed class WithComputed
    {
        public List<int> Numbers { get; set; } = [];

        public List<int> Evens => [.. Numbers.Where(n => n % 2 == 0)];
    }

    public sealed class Interfaces
    {
        public IEnumerable<int>? Sequence { get; set; }

        public ICollection<int>? Collection { get; set; }

        public IList<int>? List { get; set; }

        public IReadOnlyList<int>? ReadOnly { get; set; }

        public ISet<int>? Set { get; set; }

        public IReadOnlySet<int>? ReadOnlySet { get; set; }

        public IDictionary<string, int>? Map { get; set; }

        public IReadOnlyDictionary<string, int>? ReadOnlyMap { get; set; }

        public IImmutableList<int>? Immutable { get; set; }
    }

    [External]
    public sealed record LazyChild([property: System.ComponentModel.DataAnnotations.Range(0, 9)] int Number);

    [External]
    public sealed class LazyParent
    {
        [System.ComponentModel.DataAnnotations.Required]
        public IEnumerable<LazyChild>? Children { get; set; }
    }

    public sealed class Comparers
    {
        public HashSet<string> Words { get; set; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, int> Map { get; set; } = new(StringComparer.OrdinalIgnoreCase);

        public ISet<string> Fixed { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Plain { get; set; } = [];
    }
}

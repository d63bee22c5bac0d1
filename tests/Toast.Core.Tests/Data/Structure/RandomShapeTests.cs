using FsCheck;
using FsCheck.Fluent;

namespace Toast.Core.Tests.Data.Structure;

public sealed class RandomShapeTests
{
    [Fact]
    [Trait("Behaviour", "B-246")]
    public void B_246_any_nesting_of_collections_round_trips()
    {
        Prop.ForAll<int?[][]>(value => Same(value)).QuickCheckThrowOnFailure();
        Prop.ForAll<List<Tuple<int, bool>[]>>(value => Same(value)).QuickCheckThrowOnFailure();
        Prop.ForAll<Dictionary<int, List<int>>>(value => Same(value)).QuickCheckThrowOnFailure();
        Prop.ForAll<int[]>(value => Same(new Stack<int>(value)) && Same(new Queue<int>(value)) && Same(new LinkedList<int>(value)))
            .QuickCheckThrowOnFailure();
        Prop.ForAll<int[]>(value => Same(new SortedSet<int>(value))).QuickCheckThrowOnFailure();
    }

    [Fact]
    [Trait("Behaviour", "B-241")]
    public void B_241_members_in_any_order_with_any_unknown_ones_between_round_trip()
    {
        Gen<string[]> orders = Gen.Shuffle(["\"a\":1", "\"b\":\"x\"", "\"c\":[2]", "\"u\":{\"b\":5}", "\"v\":null", "\"w\":[{}]"]);
        Prop.ForAll(orders.ToArbitrary(), order =>
        {
            Mixed read = Codecs.Read<Mixed>("{" + string.Join(",", order) + "}")!;
            string json = Codecs.Json(read);
            return read is { A: 1, B: "x" } && read.C.SequenceEqual([2]) && order.All(part => json.Contains(part, StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    private static bool Same<T>(T value)
    {
        string json = Codecs.Json(value);
        return json == Codecs.Json(Codecs.Read<T>(json));
    }

    public sealed record Mixed(int A)
    {
        public string? B { get; set; }

        public List<int> C { get; } = [9];
    }
}

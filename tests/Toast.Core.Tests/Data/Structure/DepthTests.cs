using System.Text;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class DepthTests
{
    [Fact]
    [Trait("Behaviour", "B-207")]
    public void B_207_64_levels_are_accepted_and_65_refused_on_write()
    {
        Assert.NotEmpty(Codecs.Json(Node.Chain(64)));

        DataFault fault = Codecs.Fault(() => Codecs.Json(Node.Chain(65)));

        Assert.Equal(ErrorCodes.TooDeep, fault.Code);
        Assert.Equal("$" + string.Concat(Enumerable.Repeat(".next", 64)), fault.Path);
    }

    [Fact]
    [Trait("Behaviour", "B-207")]
    public void B_207_65_levels_are_refused_on_plain_data_and_read_from_a_store()
    {
        Assert.Equal(64, Codecs.Read<Node>(Node.Json(64), Codecs.Plain())!.Count());
        Assert.Equal(ErrorCodes.TooDeep, Codecs.Fault(() => Codecs.Read<Node>(Node.Json(65), Codecs.Plain())).Code);
        Assert.Equal(900, Codecs.Read<Node>(Node.Json(900))!.Count());
    }

    [Fact]
    [Trait("Behaviour", "B-207")]
    public void B_207_the_limit_can_be_1000()
    {
        var limits = JsonLimits.Default with { MaxDepth = 1_000 };

        string json = Codecs.Json(Node.Chain(1_000), new TestWriteScope(limits));
        Assert.Equal(1_000, Codecs.Read<Node>(json, new ReadScope(limits, fromStore: false))!.Count());
        Assert.Equal(ErrorCodes.TooDeep, Codecs.Fault(() => Codecs.Json(Node.Chain(1_001), new TestWriteScope(limits))).Code);
        Assert.Equal(ErrorCodes.TooDeep, Codecs.Fault(() => Codecs.Read<Node>(Node.Json(1_001), new ReadScope(limits, fromStore: false))).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-207")]
    public void B_207_lists_and_dictionaries_count_as_levels()
    {
        var scope = new TestWriteScope(JsonLimits.Default with { MaxDepth = 3 });

        Assert.Equal("""{"x":[{}]}""", Codecs.Json(new Dictionary<string, Dictionary<string, int>[]> { ["x"] = [[]] }, scope));
        DataFault fault = Codecs.Fault(() => Codecs.Json(new Dictionary<string, int[][][]> { ["x"] = [[[]]] }, scope));
        Assert.Equal((ErrorCodes.TooDeep, "$.x[0][0]"), (fault.Code, fault.Path));
    }

    [Fact]
    [Trait("Behaviour", "B-237")]
    public void B_237_a_cycle_of_plain_objects_is_named_where_it_closes()
    {
        Node node = Node.Chain(3);
        node.Next!.Next!.Next = node.Next;

        DataFault fault = Codecs.Fault(() => Codecs.Json(node));

        Assert.Equal((ErrorCodes.Cycle, "$.next.next.next"), (fault.Code, fault.Path));
    }

    [Fact]
    [Trait("Behaviour", "B-237")]
    public void B_237_a_cycle_through_lists_and_dictionaries_is_found_on_visit_and_write()
    {
        var tree = new Tree();
        tree.Branches["a"] = [new Tree(), tree];

        DataFault onWrite = Codecs.Fault(() => Codecs.Json(tree));
        DataFault onVisit = Codecs.Fault(() => Codecs.For(typeof(Tree)).VisitChildren(tree, new TestWriteScope(), new Noted()));

        Assert.Equal((ErrorCodes.Cycle, "$.branches.a[1]"), (onWrite.Code, onWrite.Path));
        Assert.Equal((ErrorCodes.Cycle, "$.branches.a[1]"), (onVisit.Code, onVisit.Path));
    }

    [Fact]
    [Trait("Behaviour", "B-237")]
    public void B_237_one_object_in_two_places_becomes_two_equal_objects()
    {
        var shared = new Node { Value = 5 };

        Node[] read = Codecs.RoundTrip<Node[]>([shared, shared])!;

        Assert.Equal((5, 5), (read[0].Value, read[1].Value));
        Assert.NotSame(read[0], read[1]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [Trait("Behaviour", "B-205")]
    public void B_205_the_size_limit_is_exact(int more, bool refused)
    {
        var limits = JsonLimits.Default with { MaxRecordBytes = 1_000 };
        string text = new('a', 1_000 - """["",""]""".Length + more);
        string[] value = [text, string.Empty];

        if (refused)
        {
            Assert.Equal(ErrorCodes.RecordTooLarge, Codecs.Fault(() => Codecs.Json(value, new TestWriteScope(limits))).Code);
        }
        else
        {
            Assert.Equal(1_000, Encoding.UTF8.GetByteCount(Codecs.Json(value, new TestWriteScope(limits))));
        }
    }

    [Fact]
    [Trait("Behaviour", "B-205")]
    public void B_205_a_write_that_is_too_large_stops_early()
    {
        int produced = 0;
        IEnumerable<string> endless = Enumerable.Range(0, int.MaxValue).Select(_ => new string('a', ++produced > 100 ? 0 : 100));
        var counted = new Lazily { Items = new CountedList(endless.Take(1_000_000)) };

        DataFault fault = Codecs.Fault(() => Codecs.Json(counted, new TestWriteScope(JsonLimits.Default with { MaxRecordBytes = 1_000 })));

        Assert.Equal((ErrorCodes.RecordTooLarge, "$.items[9]"), (fault.Code, fault.Path));
        Assert.Equal(10, produced);
    }

    [Fact]
    [Trait("Behaviour", "B-250")]
    public void B_250_large_content_is_exact()
    {
        float[] vector = [.. Enumerable.Range(0, 4_096).Select(i => MathF.Sin(i))];
        string text = string.Concat(Enumerable.Repeat("Grüße aus 東京 ", 500_000));
        List<int> list = [.. Enumerable.Range(0, 100_000)];

        Assert.Equal(vector, Codecs.RoundTrip(vector)!);
        Assert.Equal(text, Codecs.RoundTrip(text));
        Assert.Equal(list, Codecs.RoundTrip(list)!);
    }

    public sealed class Node
    {
        public int Value { get; set; }

        public Node? Next { get; set; }

        public static Node Chain(int length)
        {
            var node = new Node();
            for (int i = 1; i < length; i++)
            {
                node = new Node { Next = node };
            }

            return node;
        }

        public static string Json(int length) =>
            string.Concat(Enumerable.Repeat("""{"next":""", length - 1)) + """{"value":1}""" + new string('}', length - 1);

        public int Count()
        {
            int count = 0;
            for (Node? node = this; node is not null; node = node.Next)
            {
                count++;
            }

            return count;
        }
    }

    public sealed class Tree
    {
        public Dictionary<string, List<Tree>> Branches { get; } = [];

        public External<ChildTests.Child>? Child { get; set; }
    }

    public sealed class Lazily
    {
        public IReadOnlyCollection<string>? Items { get; set; }
    }

    private sealed class CountedList(IEnumerable<string> items) : IReadOnlyCollection<string>
    {
        public int Count => 1_000_000;

        public IEnumerator<string> GetEnumerator() => items.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

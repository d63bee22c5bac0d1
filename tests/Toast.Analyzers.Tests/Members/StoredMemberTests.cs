namespace Toast.Analyzers.Tests;

public sealed class StoredMemberTests
{
    private const string NotData = "it is not data. Store the data it was made from";
    private const string Untyped = "the type of the value would be lost. Use JsonElement, a registered base type or a generic parameter";

    private const string UntypedItems =
        "the types of its items would be lost. Use a generic collection such as List<T> or Dictionary<TKey, TValue>";

    private const string Rectangular = "JSON has no multi-dimensional arrays. Use a jagged array such as int[][]";

    private const string Frozen =
        "a frozen collection cannot be rebuilt as it was. Use an immutable or ordinary dictionary or set, and freeze it after loading";

    private const string AsyncSequence = "reading it is I/O. Read it into a List<T> first";

    [Theory]
    [Trait("Behaviour", "B-224")]
    [InlineData("Action", "System.Action", NotData)]
    [InlineData("Func<int, string>", "System.Func<int, string>", NotData)]
    [InlineData("Delegate", "System.Delegate", NotData)]
    [InlineData("Type", "System.Type", NotData)]
    [InlineData("System.Reflection.MethodInfo", "System.Reflection.MethodInfo", NotData)]
    [InlineData("System.IO.Stream", "System.IO.Stream", NotData)]
    [InlineData("System.IO.MemoryStream", "System.IO.MemoryStream", NotData)]
    [InlineData("System.Threading.Tasks.Task", "System.Threading.Tasks.Task", NotData)]
    [InlineData("System.Threading.Tasks.Task<int>", "System.Threading.Tasks.Task<int>", NotData)]
    [InlineData("System.Threading.Tasks.ValueTask", "System.Threading.Tasks.ValueTask", NotData)]
    [InlineData("System.Threading.Tasks.ValueTask<int>", "System.Threading.Tasks.ValueTask<int>", NotData)]
    [InlineData("System.Threading.CancellationToken", "System.Threading.CancellationToken", NotData)]
    [InlineData("System.Threading.CancellationToken?", "System.Threading.CancellationToken", NotData)]
    [InlineData("System.Security.SecureString", "System.Security.SecureString", NotData)]
    [InlineData("IntPtr", "nint", NotData)]
    [InlineData("nuint", "nuint", NotData)]
    [InlineData("unsafe int*", "int*", NotData)]
    [InlineData("int[,]", "int[*,*]", Rectangular)]
    [InlineData("int[][,]", "int[*,*]", Rectangular)]
    [InlineData("System.Collections.Frozen.FrozenSet<int>", "System.Collections.Frozen.FrozenSet<int>", Frozen)]
    [InlineData(
        "System.Collections.Frozen.FrozenDictionary<string, int>", "System.Collections.Frozen.FrozenDictionary<string, int>", Frozen)]
    [InlineData("IAsyncEnumerable<int>", "System.Collections.Generic.IAsyncEnumerable<int>", AsyncSequence)]
    [InlineData("List<Action>", "System.Action", NotData)]
    [InlineData("Dictionary<string, List<Type>>", "System.Type", NotData)]
    [InlineData("(int Id, System.IO.Stream Data)", "System.IO.Stream", NotData)]
    [InlineData("Action[]", "System.Action", NotData)]
    public Task B_224_a_member_that_is_not_data_is_TOAST004(string type, string shown, string why) =>
        Checked.Reports(
            $"namespace Shop;\n[External] public class Order\n{{\n    public {type} Member {{ get; set; }}\n}}",
            $"4 TOAST004: Member 'Member' of model 'Shop.Order' holds '{shown}', which cannot be stored: {why}, "
            + "or mark the member [JsonIgnore] or with a [JsonConverter].");

    [Theory]
    [Trait("Behaviour", "B-225")]
    [InlineData("object", "object", Untyped)]
    [InlineData("dynamic", "dynamic", Untyped)]
    [InlineData("object?", "object", Untyped)]
    [InlineData("object[]", "object", Untyped)]
    [InlineData("Dictionary<string, object>", "object", Untyped)]
    [InlineData("System.Collections.IEnumerable", "System.Collections.IEnumerable", UntypedItems)]
    [InlineData("System.Collections.IDictionary", "System.Collections.IDictionary", UntypedItems)]
    [InlineData("System.Collections.ArrayList", "System.Collections.ArrayList", UntypedItems)]
    [InlineData("System.Collections.Hashtable", "System.Collections.Hashtable", UntypedItems)]
    public Task B_225_an_untyped_member_is_TOAST004_with_its_way_out(string type, string shown, string why) =>
        Checked.Reports(
            $"[External] public class Order\n{{\n    public {type} Member {{ get; set; }}\n}}",
            $"3 TOAST004: Member 'Member' of model 'Order' holds '{shown}', which cannot be stored: {why}, "
            + "or mark the member [JsonIgnore] or with a [JsonConverter].");

    [Theory]
    [Trait("Behaviour", "B-238")]
    [InlineData("public Action Member { get; init; }")]
    [InlineData("public required Action Member { get; set; }")]
    [InlineData("public Action Member { get; private set; }")]
    [InlineData("public Action Member;")]
    [InlineData("[JsonInclude] private Action Member { get; set; }")]
    [InlineData("[JsonInclude] internal Action Member;")]
    [InlineData("[JsonInclude] public readonly Action Member;")]
    [InlineData("public Order(Action member) => Member = member; public Action Member { get; }")]
    [InlineData("public Order(Action member) => Member = member; public readonly Action Member;")]
    [InlineData("[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public Action Member { get; set; }")]
    [InlineData("[JsonIgnore(Condition = JsonIgnoreCondition.Never)] public Action Member { get; set; }")]
    public Task B_238_every_kind_of_stored_member_is_looked_at(string member) =>
        Checked.Reports($"[External] public class Order\n{{\n    {member}\n}}", Reported(3, "Member"));

    [Fact]
    [Trait("Behaviour", "B-239")]
    public Task B_239_a_get_only_collection_is_refilled_and_so_looked_at() =>
        Checked.Reports("[External] public class Order\n{\n    public List<Action> Member { get; } = new();\n}", Reported(3, "Member"));

    [Fact]
    [Trait("Behaviour", "B-238")]
    public Task B_238_parameters_of_a_record_are_stored() =>
        Checked.Reports(
            """
            [External]
            public record Order(
                int Id,
                Action Member);
            """,
            Reported(4, "Member"));

    [Theory]
    [Trait("Behaviour", "B-240")]
    [InlineData("[JsonIgnore] public Action Member { get; set; }")]
    [InlineData("[JsonIgnore(Condition = JsonIgnoreCondition.Always)] public Action Member { get; set; }")]
    [InlineData("public Action Member => null!;")]
    [InlineData("public Action Member { get; } = () => { };")]
    [InlineData("public IEnumerable<Action> Member => [];")]
    [InlineData("public static Action Member { get; set; }")]
    [InlineData("public const object Member = null;")]
    [InlineData("public readonly Action Member;")]
    [InlineData("private Action Member { get; set; }")]
    [InlineData("internal Action Member;")]
    [InlineData("public Action Member { private get; set; }")]
    [InlineData("public Action Member { set { } }")]
    [InlineData("public Action this[int index] { get => null!; set { } }")]
    [InlineData("public event Action Member { add { } remove { } }")]
    [InlineData("public event Action Member;")]
    [InlineData("private Order(Action member) => Member = member; public Action Member { get; }")]
    public Task B_240_members_that_are_not_stored_are_silent(string member) =>
        Checked.IsSilent($"[External] public class Order {{ {member} }}");

    [Fact]
    [Trait("Behaviour", "B-227")]
    public Task B_227_a_converter_on_member_or_type_is_a_way_out() =>
        Checked.IsSilent(
            """
            public abstract class Converter<T> : JsonConverter<T>;
            public sealed class MyConverterAttribute : JsonConverterAttribute;
            [JsonConverter(typeof(Converter<Wrapped>))] public class Wrapped { public Action Inner { get; set; } }
            public class Plain { [JsonConverter(typeof(Converter<object>))] public object Inner { get; set; } }
            [External] public class Order
            {
                [JsonConverter(typeof(Converter<Action>))] public Action One { get; set; }
                [MyConverter] public List<System.IO.Stream> Two { get; set; }
                public Wrapped[] Three { get; set; }
                public Plain Four { get; set; }
            }
            [External, JsonConverter(typeof(Converter<Whole>))] public class Whole { public Action Member { get; set; } }
            """);

    [Fact]
    public Task Data_of_every_kind_is_silent() =>
        Checked.IsSilent(
            """
            using System.Collections.Immutable;
            using System.Text.Json;
            using System.Text.Json.Nodes;
            public enum Color { Red }
            public record Line(string Sku, decimal Price, Line[] Parts);
            [External] public class Customer { public string Name { get; set; } }
            [External] public class Order : IExternal
            {
                public string Text { get; set; }
                public int? Number { get; set; }
                public byte[] Bytes { get; set; }
                public int[][] Jagged { get; set; }
                public Color Color { get; set; }
                public Guid Id { get; set; }
                public DateTimeOffset At { get; set; }
                public Uri Link { get; set; }
                public List<Line> Lines { get; } = new();
                public Dictionary<string, ImmutableArray<(int, string)>> Map { get; set; }
                public JsonElement Element { get; set; }
                public JsonNode Node { get; set; }
                public Customer Customer { get; set; }
                public External<Customer> Lazy { get; set; }
                public ExternalReference Reference { get; set; }
                public Order Self { get; set; }
                [JsonExtensionData] public Dictionary<string, object> Rest { get; set; }
            }
            [External] public class Box<T> { public T Value { get; set; } public List<T> Items { get; set; } }
            public class NoModel { public Action Member { get; set; } }
            """);

    private static string Reported(int line, string path) =>
        $"{line} TOAST004: Member '{path}' of model 'Order' holds 'System.Action', which cannot be stored: {NotData}, "
        + "or mark the member [JsonIgnore] or with a [JsonConverter].";
}

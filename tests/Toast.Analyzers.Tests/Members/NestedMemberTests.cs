namespace Toast.Analyzers.Tests;

public sealed class NestedMemberTests
{
    [Fact]
    [Trait("Behaviour", "B-224")]
    public Task B_224_plain_types_are_entered_and_the_path_is_named() =>
        Checked.Reports(
            """
            public struct Part { public Action Callback { get; set; } public int Count; public object Tag; }
            public record Line(string Sku, Part[] Parts);
            [External] public class Order
            {
                public string Name { get; set; }
                public List<Line> Lines { get; set; }
            }
            """,
            Reported(6, "Lines.Parts.Callback", "Order"),
            "6 TOAST004: Member 'Lines.Parts.Tag' of model 'Order' holds 'object', which cannot be stored: "
            + "the type of the value would be lost. Use JsonElement, a registered base type or a generic parameter, "
            + "or mark the member [JsonIgnore] or with a [JsonConverter].");

    [Fact]
    public Task A_plain_type_that_holds_itself_ends() =>
        Checked.Reports(
            """
            public class Node { public Node Next { get; set; } public List<Node> Children { get; set; } public Action Visit { get; set; } }
            [External] public class Tree { public Node Root { get; set; } public Node Other { get; set; } }
            """,
            Reported(2, "Root.Visit", "Tree"));

    [Fact]
    public Task A_generic_plain_type_that_grows_with_every_level_ends() =>
        Checked.IsSilent(
            """
            public class Grow<T> { public Grow<List<T>> Left { get; set; } public Grow<T[]> Right { get; set; } }
            [External] public class Tree { public Grow<int> Root { get; set; } }
            """);

    [Fact]
    public Task A_generic_plain_type_is_looked_at_with_its_arguments() =>
        Checked.Reports(
            """
            public class Pair<T> { public T Left { get; set; } }
            [External] public class Good { public Pair<int> Pair { get; set; } }
            [External] public class Bad { public Pair<Action> Pair { get; set; } }
            """,
            Reported(3, "Pair.Left", "Bad"));

    [Fact]
    public Task A_collection_class_is_looked_at_by_its_items() =>
        Checked.Reports(
            """
            public class Actions : List<Action>;
            public class Numbers : List<int> { public Action Changed { get; set; } }
            [External] public class Order { public Actions Actions { get; set; } public Numbers Numbers { get; set; } }
            """,
            Reported(3, "Actions", "Order"));

    [Fact]
    public Task A_member_of_a_base_class_is_reported_on_the_model() =>
        Checked.Reports(
            """
            public abstract class Entity { public Action Changed { get; set; } }
            [External] public class Order : Entity;
            """,
            Reported(2, "Changed", "Order"));

    [Fact]
    [Trait("Behaviour", "B-002")]
    public Task B_002_a_member_of_a_base_model_is_reported_once_and_a_subclass_is_a_model_too() =>
        Checked.Reports(
            """
            [External] public class Order { public Action Changed { get; set; } }
            public class RushOrder : Order { public Action Rushed { get; set; } }
            """,
            Reported(1, "Changed", "Order"),
            Reported(2, "Rushed", "RushOrder"));

    [Fact]
    public Task What_is_behind_a_reference_is_the_concern_of_its_own_model() =>
        Checked.Reports(
            """
            [External] public class Customer { public Action Changed { get; set; } }
            [External] public class Order { public Customer Customer { get; set; } public External<Customer> Lazy { get; set; } }
            """,
            Reported(1, "Changed", "Customer"));

    private static string Reported(int line, string path, string model) =>
        $"{line} TOAST004: Member '{path}' of model '{model}' holds 'System.Action', which cannot be stored: it is not data. "
        + "Store the data it was made from, or mark the member [JsonIgnore] or with a [JsonConverter].";
}

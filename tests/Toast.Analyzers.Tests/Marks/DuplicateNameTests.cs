namespace Toast.Analyzers.Tests;

public sealed class DuplicateNameTests
{
    [Fact]
    [Trait("Behaviour", "B-254")]
    public Task B_254_two_models_with_one_type_name_are_TOAST003_on_both() =>
        Checked.Reports(
            """
            namespace Shop { [External] public class User; }
            namespace Crm { [External] public class User; }
            """,
            "1 TOAST003: Models 'Shop.User' and 'Crm.User' both have the class name 'User'. Set another Name on one of them.",
            "2 TOAST003: Models 'Crm.User' and 'Shop.User' both have the class name 'User'. Set another Name on one of them.");

    [Fact]
    [Trait("Behaviour", "B-256")]
    public Task B_256_a_nested_type_has_its_simple_name() =>
        Checked.Reports(
            """
            public class Shop { [External] public class User; }
            [External] public class User;
            """,
            "1 TOAST003: Models 'Shop.User' and 'User' both have the class name 'User'. Set another Name on one of them.",
            "2 TOAST003: Models 'User' and 'Shop.User' both have the class name 'User'. Set another Name on one of them.");

    [Fact]
    [Trait("Behaviour", "B-254")]
    public Task B_254_names_and_aliases_count_alike() =>
        Checked.Reports(
            """
            [External(Name = "person")] public class User;
            [External(Aliases = new[] { "old", "person" })] public class Customer;
            """,
            "1 TOAST003: Models 'User' and 'Customer' both have the class name 'person'. Set another Name on one of them.",
            "2 TOAST003: Models 'Customer' and 'User' both have the class name 'person'. Set another Name on one of them.");

    [Fact]
    [Trait("Behaviour", "B-253")]
    public Task B_253_names_that_differ_only_in_case_are_one() =>
        Checked.Reports(
            """
            [External] public class User;
            [External(Name = "USER")] public class Person;
            """,
            "1 TOAST003: Models 'User' and 'Person' both have the class name 'User' (the other writes it 'USER'; "
            + "names that differ only in case count as one). Set another Name on one of them.",
            "2 TOAST003: Models 'Person' and 'User' both have the class name 'USER' (the other writes it 'User'; "
            + "names that differ only in case count as one). Set another Name on one of them.");

    [Fact]
    [Trait("Behaviour", "B-254")]
    public Task B_254_an_inherited_mark_makes_a_model_with_its_own_type_name() =>
        Checked.Reports(
            """
            [External(Name = "animal", Aliases = new[] { "beast" })] public class Animal;
            public class Dog : Animal;
            namespace Street { [External] public class Dog; }
            """,
            "2 TOAST003: Models 'Dog' and 'Street.Dog' both have the class name 'Dog'. Set another Name on one of them.",
            "3 TOAST003: Models 'Street.Dog' and 'Dog' both have the class name 'Dog'. Set another Name on one of them.");

    [Fact]
    [Trait("Behaviour", "B-254")]
    public Task B_254_the_first_of_three_is_told_of_both_others() =>
        Checked.Reports(
            """
            namespace A { [External] public class User; }
            namespace B { [External] public class User; }
            namespace C { [External] public class User; }
            """,
            "1 TOAST003: Models 'A.User' and 'B.User' both have the class name 'User'. Set another Name on one of them.",
            "1 TOAST003: Models 'A.User' and 'C.User' both have the class name 'User'. Set another Name on one of them.",
            "2 TOAST003: Models 'B.User' and 'A.User' both have the class name 'User'. Set another Name on one of them.",
            "3 TOAST003: Models 'C.User' and 'A.User' both have the class name 'User'. Set another Name on one of them.");

    [Fact]
    public Task Different_names_are_silent() =>
        Checked.IsSilent(
            """
            namespace Shop { [External(Name = "shop.User")] public class User; }
            namespace Crm { [External] public partial class User; public partial class User; }
            namespace Web { public class User; }
            [External(Name = "x", Aliases = new[] { "x", "X" })] public class Twice;
            """);

    [Fact]
    [Trait("Behaviour", "B-149")]
    public Task B_149_open_generic_models_have_no_name_yet() =>
        Checked.IsSilent(
            """
            namespace A { [External] public class Box<T>; public class Outer<T> { [External] public class User; } }
            namespace B { [External] public class Box<T>; [External] public class Box; [External] public class User; }
            """);
}

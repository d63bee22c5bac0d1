namespace Toast.Analyzers.Tests;

public sealed class MissingMarkTests
{
    [Fact]
    public Task A_class_that_is_no_model_is_TOAST002() =>
        Checked.Reports(
            """
            namespace Shop;
            public record User(string Name) : IExternal;
            """,
            "2 TOAST002: 'Shop.User' implements IExternal, but neither it nor a base class has [External], so it cannot be dumped. "
            + "Add [External] to it, or remove IExternal.");

    [Fact]
    [Trait("Behaviour", "B-237")]
    public Task B_237_a_struct_is_told_to_become_a_class() =>
        Checked.Reports(
            "public record struct Point(int X, int Y) : IExternal;",
            "1 TOAST002: 'Point' implements IExternal, but neither it nor a base class has [External], so it cannot be dumped. "
            + "Make it a class or record class with [External], or dump it as a value of its own with IToast.For.");

    [Fact]
    public Task An_interface_in_between_does_not_hide_the_marker() =>
        Checked.Reports(
            """
            public interface IEntity : IExternal;
            public class User : IEntity;
            public class Admin : User;
            """,
            "2 TOAST002: 'User' implements IExternal, but neither it nor a base class has [External], so it cannot be dumped. "
            + "Add [External] to it, or remove IExternal.",
            "3 TOAST002: 'Admin' implements IExternal, but neither it nor a base class has [External], so it cannot be dumped. "
            + "Add [External] to it, or remove IExternal.");

    [Fact]
    [Trait("Behaviour", "B-002")]
    public Task B_002_an_own_or_inherited_mark_is_silent() =>
        Checked.IsSilent(
            """
            [External] public record User(string Name) : IExternal;
            public record Admin(string Name) : User(Name);
            [External] public class Box<T> : IExternal;
            public class IntBox : Box<int>;
            """);

    [Fact]
    public Task An_abstract_base_may_leave_the_mark_to_its_subclasses() =>
        Checked.IsSilent(
            """
            public abstract class Entity : IExternal;
            [External] public class User : Entity;
            """);

    [Fact]
    public Task The_mark_alone_is_silent() => Checked.IsSilent("[External] public class User;");
}

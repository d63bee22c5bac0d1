namespace Toast.Testing;

/// <summary>Class names that are allowed, and that a careless key, path or pattern would mix up or trip over.</summary>
internal static class ClassNames
{
    public static IReadOnlyList<string> Awkward { get; } =
    [
        "Order", "order", "ORDER", "oRDER", "A_b", "AXb", "A_bc", "a_b", "A[b]", "Ab", "A", "b", "[b]", "]", "A]", "A[", "A[]b",
        "CON", "con", "NUL", "nul", "AUX", "PRN", "COM1", "LPT1", "CON.txt", "con.x", "CLOCK_",
        "_", "__", "-a", "--a", "+a", "a+", "a-", "`1a", "a`1",
        "Shop.Order", "Shop.order", "Shop_Order", "Shop+Order", "Shop-Order", "Shop,Order", "Shop`Order",
        "Shop[Order]", "a.b", "a.b.c", "0", "00", "1e5",
        "Pair[String,Order]", "Pair[String,Box[Int32]]", "null", "true", "id", "class_name", "data", "select", "Table", "0123456789",
        "a1", "A1", "UserProfile", "userprofile", "userPROFILE", "UserProfil", "UserProfile1",
        new('x', 200), new('X', 200), new string('x', 199) + "X", new string('x', 199),
        "A" + new string('[', 198) + "]", string.Concat(Enumerable.Repeat("a.", 99)) + "b",
    ];
}

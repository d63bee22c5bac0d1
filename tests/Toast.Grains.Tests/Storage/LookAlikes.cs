namespace Toast.Grains.Tests.Storage;

/// <summary>Grain ids that a careless key would mix up.</summary>
internal static class LookAlikes
{
    public static GrainId[] All()
    {
        string salt = Guid.NewGuid().ToString("N");
        var guid = Guid.NewGuid();
        GrainType type = GrainType.Create("alike" + salt);
        IEnumerable<GrainId> texts = new[]
        {
            "beef", "BEEF", "Beef", "0000beef", "48879", "0xbeef", "é", "e\u0301", "Ключ", "ключ", "a/b", "a+b", "a b", "a", "a ", " a", "a\0", "ß", "ss", "İ", "i",
            guid.ToString("N"), guid.ToString("D"), guid.ToString("N").ToUpperInvariant(),
        }.Select(key => GrainId.Create(type, IdSpan.Create(key)));
        IEnumerable<GrainId> compound = new[] { "x", "X", "x+y", "x/y", "Ж", "ж" }.Select(extension => GrainId.Create(type, GrainIdKeyExtensions.CreateGuidKey(guid, extension)));
        IEnumerable<GrainId> numbers = new long[] { 0, 1, -1, 0xbeef + 1, long.MinValue }.Select(key => GrainId.Create(type, GrainIdKeyExtensions.CreateIntegerKey(key)));
        IEnumerable<GrainId> types = new[] { "alikeX" + salt, "alikex" + salt, "alike" + salt + ".x", "alike`1[[a b]]" + salt, "alike`1[[a_b]]" + salt }
            .Select(other => GrainId.Create(GrainType.Create(other), IdSpan.Create("beef")));
        return [.. texts.Concat(compound).Concat(numbers).Concat(types)];
    }
}

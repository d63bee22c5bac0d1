using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

/// <summary>Models by their attribute; subtypes as the test states them.</summary>
internal sealed class TestModels : ICodecModels
{
    private readonly Dictionary<Type, List<PlainSubtype>> subtypes = [];

    public TestModels With<TBase, TDerived>(string marker)
    {
        if (!subtypes.TryGetValue(typeof(TBase), out List<PlainSubtype>? list))
        {
            subtypes.Add(typeof(TBase), list = []);
        }

        list.Add(new PlainSubtype(typeof(TDerived), marker));
        return this;
    }

    public bool IsModel(Type type) => type.IsDefined(typeof(ExternalAttribute), inherit: true);

    public IReadOnlyList<PlainSubtype> SubtypesOf(Type baseType) => subtypes.GetValueOrDefault(baseType) ?? [];
}

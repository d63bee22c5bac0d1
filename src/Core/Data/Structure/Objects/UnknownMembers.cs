using System.Runtime.CompilerServices;

namespace Toast.Data.Structure;

/// <summary>
/// Members of stored JSON that this build does not know, kept beside the instance they came with and written back with it. A struct has no
/// identity of its own, so its unknown members are kept by the object around it, under the name of the member; structs in lists and dictionaries,
/// and those at the root, lose theirs.
/// </summary>
internal sealed class UnknownMembers
{
    private static readonly ConditionalWeakTable<object, UnknownMembers> Table = [];

    private static volatile bool any;

    private readonly List<UnknownMember> members = [];
    private Dictionary<string, UnknownMembers>? structs;

    public IReadOnlyList<UnknownMember> Members => members;

    public static UnknownMembers? Find(object owner) => any && Table.TryGetValue(owner, out UnknownMembers? found) ? found : null;

    /// <summary>Gives a changed copy the unknown members of the instance it was made from, unless it has some of its own.</summary>
    public static void Carry(object original, object copy)
    {
        if (!ReferenceEquals(original, copy) && original.GetType() == copy.GetType() && Find(original) is { } kept && Find(copy) is null)
        {
            kept.KeepWith(copy);
        }
    }

    public void KeepWith(object owner)
    {
        any = true;
        Table.AddOrUpdate(owner, this);
    }

    public void Add(string name, ReadOnlySpan<byte> json) => members.Add(new UnknownMember(name, json.ToArray()));

    public void AddStruct(string member, UnknownMembers extras) => (structs ??= [])[member] = extras;

    public UnknownMembers? OfStruct(string member) => structs?.GetValueOrDefault(member);
}

using System.Runtime.CompilerServices;

namespace Toast;

/// <summary>
/// Which record an instance belongs to, kept beside the instance and not in it: equality, <c>with</c> and clones know nothing of it, so a copy is
/// a new record.
/// </summary>
internal static class Identities
{
    private static readonly ConditionalWeakTable<object, Identity> Table = [];

    public static Identity Of(object model) => Table.GetOrCreateValue(model);

    public static Identity? Find(object model) => Table.TryGetValue(model, out Identity? identity) ? identity : null;

    public static ExternalReference? ReferenceOf(object model) => Find(model)?.Reference;

    public static void Forget(object model) => Table.Remove(model);
}

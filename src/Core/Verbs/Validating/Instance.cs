using Toast.Data;

namespace Toast.Verbs.Validating;

/// <summary>Builds an instance from a record whose children are at hand, checks its rules, and binds it.</summary>
internal static class Instance
{
    public static object? Build(in LoadedRecord loaded, ReadScope scope)
    {
        ExternalReference reference = loaded.Reference;
        string store = loaded.Info.Store.Name;
        if (loaded.Data.IsEmpty)
        {
            throw DataErrors.Corrupt("is empty", reference, store);
        }

        object? instance;
        try
        {
            instance = loaded.Info.Codec.Read(loaded.Data, scope);
        }
        catch (DataFault fault)
        {
            throw fault.Path == "$" && IsNoObject(loaded)
                ? DataErrors.Corrupt("is not a JSON object", reference, store)
                : DataErrors.Stored(fault, reference, store);
        }

        if (instance is not null && loaded.Info.HasIdentity)
        {
            CheckRules(instance, loaded);
            StoredRecord record = loaded.Record;
            Identities.Restore(
                instance,
                new KnownInstances.Bound(reference.ClassName, record.Key, record.Version, record.Created, ContentOf(instance, loaded, scope.Limits)));
        }

        return instance;
    }

    /// <summary>True if the data of a model is JSON, but no object: then it is not the model that changed, it is the record that is damaged.</summary>
    private static bool IsNoObject(in LoadedRecord loaded) =>
        Attribute.IsDefined(loaded.Info.Type, typeof(ExternalAttribute), inherit: true)
        && !loaded.Data.Span.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static void CheckRules(object instance, in LoadedRecord loaded)
    {
        if (!loaded.Info.Codec.HasAnnotations)
        {
            return;
        }

        var violations = new List<Violation>();
        loaded.Info.Codec.CheckAnnotations(instance, violations);
        if (violations.Count > 0)
        {
            string store = loaded.Info.Store.Name;
            throw DataErrors.Rules(
                violations,
                ErrorCodes.StoredDataInvalid,
                $"Record {loaded.Reference} in store {store} breaks the rules of its model",
                loaded.Reference.ClassName,
                loaded.Reference,
                store);
        }
    }

    /// <summary>
    /// What the instance would write now. Comparing with this, and not with the stored bytes, an instance counts as unchanged also where the
    /// store reordered keys or the build added members with defaults.
    /// </summary>
    private static UInt128? ContentOf(object instance, in LoadedRecord loaded, JsonLimits limits)
    {
        if (loaded.Info.Codec.IsFixed(instance))
        {
            return ContentHash.Fixed;
        }

        try
        {
            return RecordBuffer.Hash(loaded.Info.Codec, instance, new BoundScope(limits));
        }
        catch (DataFault)
        {
            // It can be read but not written again (a limit was lowered, a converter only reads): then nothing is known, and a dump will say so.
            return null;
        }
    }

    private sealed class BoundScope(JsonLimits limits) : WriteScope(limits)
    {
        public override ExternalReference ReferenceOf(object child) =>
            Identities.ReferenceOf(child) ?? throw new DataFault(null, "is a child without reference");

        public override ExternalReference ReferenceOf(IExternalLink link) =>
            link.Reference ?? throw new DataFault(null, "is a link without reference");
    }
}

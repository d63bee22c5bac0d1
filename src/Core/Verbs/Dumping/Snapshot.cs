using Toast.Data;
using Toast.Registry;

namespace Toast.Verbs.Dumping;

/// <summary>Takes the content of an instance at the moment of the call: checks its rules, writes its JSON, hashes it. Does no I/O.</summary>
internal static class Snapshot
{
    public static PreparedDump Of(object model, ModelInfo info, Identity identity, ExternalReference reference, WriteScope scope)
    {
        CheckRules(model, info, scope);
        byte[] data;
        try
        {
            data = RecordBuffer.Write(info.Codec, model, scope);
        }
        catch (DataFault fault)
        {
            throw DataErrors.Dump(fault, info.ClassName);
        }

        RecordKey key = identity.Bound is { } bound && bound.Reference.Id == reference.Id ? bound.Key : info.KeyOf(reference.Id);
        return new PreparedDump(model, info, identity, reference, key, data, ContentHash.Of(data));
    }

    private static void CheckRules(object model, ModelInfo info, WriteScope scope)
    {
        if (!info.Codec.HasAnnotations)
        {
            return;
        }

        var violations = new List<Violation>();
        info.Codec.CheckAnnotations(model, violations, scope);
        if (violations.Count > 0)
        {
            throw DataErrors.Rules(
                violations, ErrorCodes.InvalidValue, $"{info.ClassName} cannot be dumped; nothing was sent", info.ClassName, null, null);
        }
    }
}

using Toast.Data;
using Toast.Registry;

namespace Toast.Verbs.Dumping;

/// <summary>
/// Writes an instance as full data, the form that a validate also takes: like its record, but with its children whole in the place of their references. Asks
/// no store and binds nothing.
/// </summary>
internal sealed class FullData : WriteScope
{
    private FullData(JsonLimits limits)
        : base(limits)
    {
    }

    public override bool WritesChildren => true;

    public static ReadOnlyMemory<byte> Of(object model, RuntimeContext context)
    {
        ModelInfo info = context.Models.Get(model.GetType());
        try
        {
            return RecordBuffer.Write(info.Codec, model, new FullData(context.Limits));
        }
        catch (DataFault fault)
        {
            throw DataErrors.Dump(fault, info.ClassName);
        }
    }

    public override ExternalReference ReferenceOf(object child) => Identities.ReferenceOf(child) ?? throw new DataFault(
        null,
        $"holds a {child.GetType().Name} that was never dumped, and can only stand there as a reference",
        remedy: "Dump it first.");

    public override ExternalReference ReferenceOf(IExternalLink link) => link.Value is { } value ? ReferenceOf(value) : link.Reference!;
}

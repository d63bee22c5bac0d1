namespace Toast.Client.Failures;

/// <summary>Takes a <see cref="RecordNotFoundException"/> across the wire.</summary>
[RegisterConverter]
internal sealed class NotFoundConverter : IConverter<RecordNotFoundException, FailureSurrogate>
{
    public RecordNotFoundException ConvertFromSurrogate(in FailureSurrogate surrogate) => new(surrogate.Message, surrogate.Inner)
    {
        Store = surrogate.Store,
        ClassName = surrogate.ClassName,
        Id = surrogate.RecordId,
    };

    public FailureSurrogate ConvertToSurrogate(in RecordNotFoundException value) => FailureSurrogate.Of(value);
}

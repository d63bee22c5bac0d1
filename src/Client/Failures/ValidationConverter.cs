namespace Toast.Client.Failures;

/// <summary>Takes a <see cref="StorageValidationException"/> across the wire.</summary>
[RegisterConverter]
internal sealed class ValidationConverter : IConverter<StorageValidationException, FailureSurrogate>
{
    public StorageValidationException ConvertFromSurrogate(in FailureSurrogate surrogate) =>
        new(surrogate.Code, surrogate.Message, surrogate.Inner)
        {
            MemberPath = surrogate.MemberPath,
            MemberPaths = surrogate.MemberPaths ?? [],
            Expected = surrogate.Expected,
            Actual = surrogate.Actual,
            Store = surrogate.Store,
            ClassName = surrogate.ClassName,
            Id = surrogate.RecordId,
        };

    public FailureSurrogate ConvertToSurrogate(in StorageValidationException value) => FailureSurrogate.Of(value) with
    {
        MemberPath = value.MemberPath,
        MemberPaths = [.. value.MemberPaths],
        Expected = value.Expected,
        Actual = value.Actual,
    };
}

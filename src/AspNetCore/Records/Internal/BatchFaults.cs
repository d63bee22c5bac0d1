using System.Globalization;

namespace Toast.AspNetCore;

/// <summary>What is wrong with a batch as a whole.</summary>
internal static class BatchFaults
{
    public static StorageValidationException TooMany(int most, string done) => new(
        ErrorCodes.TooManyItems,
        string.Create(CultureInfo.InvariantCulture, $"The batch has more than the {most} lines that are accepted here. {done} Send the rest in further batches."))
    {
        Expected = string.Create(CultureInfo.InvariantCulture, $"at most {most} lines"),
    };
}

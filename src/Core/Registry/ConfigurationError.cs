using System.Globalization;
using System.Text;

namespace Toast.Registry;

/// <summary>Errors of the set-up: each names who is concerned, and all of them are reported together.</summary>
internal static class ConfigurationError
{
    public static StorageValidationException Of(string code, string message) => new(code, message);

    /// <summary>Adds who is concerned to an error that was found without knowing.</summary>
    public static ExternalStorageException About(string subject, ExternalStorageException error) => Restated.As(error, $"{subject}: {error.Message}");

    public static ExternalStorageException Combine(IReadOnlyList<ExternalStorageException> errors)
    {
        if (errors.Count == 1)
        {
            return errors[0];
        }

        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"The set-up has {errors.Count} problems."));
        for (int i = 0; i < errors.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Environment.NewLine}{i + 1}. [{errors[i].Code}] {errors[i].Message}");
        }

        return new StorageValidationException(ErrorCodes.InvalidConfiguration, text.ToString(), new AggregateException(errors));
    }
}

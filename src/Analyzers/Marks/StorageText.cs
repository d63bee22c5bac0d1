namespace Toast.Analyzers;

/// <summary>Reads the text of a mark with the run-time parser, without the environment the app will run in.</summary>
internal static class StorageText
{
    // Any value would do that is well formed wherever a placeholder may stand: as host, port, user, path or option. Two of them tell
    // what the text itself holds from what a placeholder puts there.
    private const string OneValue = "1";
    private const string OtherValue = "2";

    private const string Lead = "The storage URL cannot be used: ";
    private const string Remedy = ". To fix it, ";

    /// <summary>Says what is wrong with the text and what to do, or null if it can be used.</summary>
    public static (string Problem, string Remedy)? Check(string text)
    {
        if (StoreNameRules.IsWellFormed(text))
        {
            return null;
        }

        try
        {
            Parse(text, OneValue);
            return null;
        }
        catch (WholeUrlIsVariableException)
        {
            return null;
        }
        catch (StorageValidationException) when (!LooksLikeUrl(text))
        {
            return ("it is neither the name of a store nor a storage URL",
                $"write {StoreNameRules.Description} for a name, or start a URL with its scheme, such as sqlite:/// or postgresql://");
        }
        catch (StorageValidationException e)
        {
            return Split(e.Message);
        }
    }

    /// <summary>True if a well-formed URL holds a password, or an option that is one, without any placeholder in it.</summary>
    public static bool HoldsLiteralPassword(string text)
    {
        if (StoreNameRules.IsWellFormed(text))
        {
            return false;
        }

        try
        {
            return HoldsLiteralPassword(Parse(text, OneValue), Parse(text, OtherValue));
        }
        catch (Exception e) when (e is StorageValidationException or WholeUrlIsVariableException)
        {
            return false;
        }
    }

    private static bool HoldsLiteralPassword(StorageUrl one, StorageUrl other)
    {
        if (IsLiteral(one.Credential?.Password, other.Credential?.Password))
        {
            return true;
        }

        for (int i = 0; i < one.Options.Length; i++)
        {
            if (SecretOptions.Contains(one.Options[i].Key) && IsLiteral(one.Options[i].Value, other.Options[i].Value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLiteral(string? one, string? other) => !string.IsNullOrEmpty(one) && one == other;

    private static bool LooksLikeUrl(string text) => text.Contains("://") || StartsWithVariable(text);

    private static bool StartsWithVariable(string text) => text.Trim().StartsWith("${", StringComparison.Ordinal);

    /// <exception cref="WholeUrlIsVariableException">A well-formed placeholder leads: only the environment knows the URL.</exception>
    private static StorageUrl Parse(string text, string value)
    {
        bool unknown = StartsWithVariable(text);
        return StorageUrlParser.Parse(text, _ => unknown ? throw new WholeUrlIsVariableException() : value);
    }

    private static (string Problem, string Remedy) Split(string message)
    {
        int remedy = message.IndexOf(Remedy, StringComparison.Ordinal);
        return (message[Lead.Length..remedy], message[(remedy + Remedy.Length)..].TrimEnd('.'));
    }

    private sealed class WholeUrlIsVariableException : Exception;
}

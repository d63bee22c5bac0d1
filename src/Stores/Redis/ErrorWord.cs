namespace Toast.Redis;

/// <summary>The code word with which each error of a server begins (https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors).</summary>
internal static class ErrorWord
{
    /// <summary>Before version 7, a server put what it said to a script behind an error of its own, with the place in the script before it.</summary>
    private const string OfScript = ": -";

    /// <summary>The word of an error, or of the one inside it that a script met.</summary>
    public static string Of(string error)
    {
        string word = FirstOf(error);
        int inner = word == "ERR" ? error.IndexOf(OfScript, StringComparison.Ordinal) : -1;
        return inner < 0 ? word : FirstOf(error[(inner + OfScript.Length)..]);
    }

    private static string FirstOf(string text)
    {
        int end = text.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? text : text[..end];
    }
}

using System.Globalization;

namespace Toast;

/// <summary>The members of newer frameworks that the linked rules use, with the meaning they have there.</summary>
internal static class NewerApi
{
    extension(char)
    {
        public static bool IsAsciiLetter(char c) => (c | 0x20) is >= 'a' and <= 'z';

        public static bool IsAsciiLetterOrDigit(char c) => char.IsAsciiLetter(c) || c is >= '0' and <= '9';

        public static bool IsAsciiHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
    }

    extension(byte)
    {
        public static byte Parse(ReadOnlySpan<char> text, NumberStyles style, IFormatProvider provider) =>
            byte.Parse(text.ToString(), style, provider);
    }

    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(object? argument)
        {
            if (argument is null)
            {
                throw new ArgumentNullException(nameof(argument));
            }
        }
    }

    // A single character is always compared as it is, so the comparison asked for can only be the ordinal one.
    extension(string text)
    {
        public bool Contains(char c, StringComparison comparison) => text.IndexOf(c) >= 0;

        public bool Contains(string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

        public int IndexOf(char c, StringComparison comparison) => text.IndexOf(c);

        public bool StartsWith(char c) => text.Length > 0 && text[0] == c;

        public string[] Split(char separator, StringSplitOptions options) => text.Split([separator], options);
    }
}

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Toast;

/// <summary>
/// The only thing that travels: class name and id of a record. As JSON it has exactly two members, <c>class_name</c> and <c>id</c>; as text it is
/// <c>ClassName/uuid</c>. Compares by value.
/// </summary>
[JsonConverter(typeof(ExternalReferenceJsonConverter))]
[TypeConverter(typeof(ExternalReferenceTypeConverter))]
public sealed record ExternalReference : ISpanParsable<ExternalReference>, ISpanFormattable
{
    /// <summary>Creates a reference.</summary>
    /// <param name="className">1 to 200 characters: ASCII letters, digits and <c>_ . ` [ ] , + -</c>.</param>
    /// <param name="id">The id. The all-zero id is well formed, but no record has it.</param>
    /// <exception cref="StorageValidationException">The class name is not well formed (<see cref="ErrorCodes.InvalidReference"/>).</exception>
    public ExternalReference(string className, Guid id)
    {
        ArgumentNullException.ThrowIfNull(className);
        if (ClassNameRules.Check(className) is { } problem)
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidReference,
                $"The class name '{HostileText.Show(className)}' of a reference {problem}. Pass the reference as it was returned by a dump.")
            {
                Expected = ClassNameRules.Description,
            };
        }

        ClassName = className;
        Id = id;
    }

    /// <summary>The class name of the record.</summary>
    public string ClassName { get; }

    /// <summary>The id of the record.</summary>
    public Guid Id { get; }

    /// <summary>Reads <c>ClassName/uuid</c>.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Ignored: references do not depend on a culture.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="StorageValidationException">The text is not a reference (<see cref="ErrorCodes.InvalidReference"/>).</exception>
    public static ExternalReference Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider)"/>
    public static ExternalReference Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out ExternalReference? reference) ? reference : throw ReferenceText.NotAReference(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ExternalReference result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out ExternalReference result)
    {
        result = null;
        int slash = s.IndexOf('/');
        if (slash <= 0 || !ReferenceText.TryParseId(s[(slash + 1)..], out Guid id))
        {
            return false;
        }

        string className = s[..slash].ToString();
        if (ClassNameRules.Check(className) is not null)
        {
            return false;
        }

        result = new ExternalReference(className, id);
        return true;
    }

    /// <summary>Writes the two-key object: <c>{"class_name":"...","id":"..."}</c>.</summary>
    /// <returns>Compact JSON.</returns>
    public string ToJson() => ReferenceText.ToJson(this);

    /// <summary>Writes <c>ClassName/uuid</c> with the id in its 36-character lower-case form.</summary>
    /// <returns>The text that <see cref="Parse(string, IFormatProvider)"/> reads.</returns>
    public override string ToString() => $"{ClassName}/{Id:D}";

    /// <inheritdoc/>
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"{ClassName}/{Id:D}", out charsWritten);
}

using System.ComponentModel;
using System.Globalization;

namespace Toast;

/// <summary>Converts references from and to <c>ClassName/uuid</c>, for configuration binding and designers.</summary>
public sealed class ExternalReferenceTypeConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? ExternalReference.Parse(text, null) : base.ConvertFrom(context, culture, value);

    /// <inheritdoc/>
    public override object? ConvertTo(ITypeDescriptorContext? context, CultureInfo? culture, object? value, Type destinationType) =>
        value is ExternalReference reference && destinationType == typeof(string)
            ? reference.ToString()
            : base.ConvertTo(context, culture, value, destinationType);
}

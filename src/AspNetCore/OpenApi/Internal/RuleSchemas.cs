using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.OpenApi;

namespace Toast.AspNetCore;

/// <summary>The validation attributes that a schema can state. Toast checks the others too.</summary>
internal static class RuleSchemas
{
    public static IOpenApiSchema Add(IReadOnlyList<ValidationAttribute> rules, IOpenApiSchema described)
    {
        if (described is OpenApiSchema schema)
        {
            foreach (ValidationAttribute rule in rules)
            {
                Add(rule, schema);
            }
        }

        return described;
    }

    private static void Add(ValidationAttribute rule, OpenApiSchema schema)
    {
        switch (rule)
        {
            case RangeAttribute { Minimum: int or double, MinimumIsExclusive: false, MaximumIsExclusive: false } range:
                schema.Minimum = Convert.ToString(range.Minimum, CultureInfo.InvariantCulture);
                schema.Maximum = Convert.ToString(range.Maximum, CultureInfo.InvariantCulture);
                break;
            case StringLengthAttribute length:
                SetLeast(schema, length.MinimumLength);
                SetMost(schema, length.MaximumLength);
                break;
            case MinLengthAttribute least:
                SetLeast(schema, least.Length);
                break;
            case MaxLengthAttribute { Length: > 0 } most:
                SetMost(schema, most.Length);
                break;
            case EmailAddressAttribute:
                schema.Format ??= "email";
                break;
            default:
                break;
        }
    }

    private static void SetLeast(OpenApiSchema schema, int length)
    {
        if (schema.Items is not null)
        {
            schema.MinItems = length;
        }
        else if (length > 0)
        {
            schema.MinLength = length;
        }
    }

    private static void SetMost(OpenApiSchema schema, int length)
    {
        if (schema.Items is not null)
        {
            schema.MaxItems = length;
        }
        else
        {
            schema.MaxLength = length;
        }
    }
}

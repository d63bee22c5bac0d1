using System.ComponentModel.DataAnnotations;

namespace Toast.Data.Structure;

/// <summary>The validation attributes of one member.</summary>
/// <param name="MemberName">The CLR name, which some attributes look up on the instance.</param>
/// <param name="Attributes">At least one.</param>
internal sealed record MemberRules(string MemberName, ValidationAttribute[] Attributes)
{
    public static string NameOf(ValidationAttribute attribute)
    {
        const string suffix = "Attribute";
        string name = attribute.GetType().Name;
        return name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length ? name[..^suffix.Length] : name;
    }

    public void Check(object? value, object owner, CheckWalk walk)
    {
        var context = new ValidationContext(owner) { MemberName = MemberName };
        foreach (ValidationAttribute attribute in Attributes)
        {
            if (attribute.GetValidationResult(value, context) != ValidationResult.Success)
            {
                walk.Report(NameOf(attribute));
            }
        }
    }
}

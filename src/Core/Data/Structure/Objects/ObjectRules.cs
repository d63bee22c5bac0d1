using System.ComponentModel.DataAnnotations;

namespace Toast.Data.Structure;

/// <summary>The validation that a type states about the whole object.</summary>
/// <param name="Attributes">Attributes on the type.</param>
/// <param name="StoredNames">Stored names of the members by CLR name, for results that name members.</param>
internal sealed record ObjectRules(ValidationAttribute[] Attributes, IReadOnlyDictionary<string, string> StoredNames)
{
    /// <summary>The rule named when an object's own Validate method finds something.</summary>
    private const string OwnRule = "Validate";

    /// <summary>Checks the object. As in the framework, its own method is only asked when everything else holds.</summary>
    public void Check(object instance, bool membersHold, CheckWalk walk)
    {
        int before = walk.Count;
        foreach (ValidationAttribute attribute in Attributes)
        {
            Report(attribute.GetValidationResult(instance, new ValidationContext(instance)), MemberRules.NameOf(attribute), walk);
        }

        if (membersHold && walk.Count == before && instance is IValidatableObject validatable)
        {
            foreach (ValidationResult? result in validatable.Validate(new ValidationContext(instance)) ?? [])
            {
                Report(result, OwnRule, walk);
            }
        }
    }

    private void Report(ValidationResult? result, string rule, CheckWalk walk)
    {
        if (result == ValidationResult.Success)
        {
            return;
        }

        bool named = false;
        foreach (string member in result!.MemberNames)
        {
            named = true;
            walk.Down(StoredNames.GetValueOrDefault(member, member));
            walk.Report(rule);
            walk.Up();
        }

        if (!named)
        {
            walk.Report(rule);
        }
    }
}

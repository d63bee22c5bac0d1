namespace Toast.Endurance.Tests.Checks;

/// <summary>A rule that a history breaks.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Record">Whose history it is.</param>
/// <param name="Detail">Which operations break it.</param>
internal sealed record Violation(Rule Rule, string Record, string Detail)
{
    public override string ToString() => $"{Rule} at {Record}: {Detail}";
}

namespace Toast.Data;

/// <summary>A member that breaks a validation attribute.</summary>
/// <param name="Path">The path of stored names, such as <c>$.email</c>.</param>
/// <param name="Rule">The attribute's name without the suffix, such as <c>EmailAddress</c>.</param>
internal readonly record struct Violation(string Path, string Rule);

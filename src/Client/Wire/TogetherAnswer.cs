namespace Toast.Client.Wire;

/// <summary>How one write of a <see cref="TogetherCall"/> ended.</summary>
/// <param name="Outcome">What is known of it.</param>
/// <param name="Result">What the store said, if it was saved.</param>
internal readonly record struct TogetherAnswer(TogetherOutcome Outcome, SaveResult Result = default);

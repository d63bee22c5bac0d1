using System.ComponentModel.DataAnnotations;

namespace Toast.Data;

/// <summary>What stands in one member of an object.</summary>
/// <param name="Name">The stored name.</param>
/// <param name="Value">What stands there.</param>
/// <param name="IsRequired">True if full data without it is refused.</param>
/// <param name="Rules">The attributes that are checked.</param>
internal sealed record MemberDescription(string Name, DataDescription Value, bool IsRequired, IReadOnlyList<ValidationAttribute> Rules);

namespace Toast;

/// <summary>A class of which a store holds records.</summary>
/// <param name="ClassName">The class name the records are stored under.</param>
/// <param name="Records">How many, from 1.</param>
public sealed record ClassCount(string ClassName, long Records);

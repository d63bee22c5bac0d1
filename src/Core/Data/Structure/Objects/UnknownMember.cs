namespace Toast.Data.Structure;

/// <summary>A member that no build here declares, as it stood in the JSON.</summary>
internal readonly record struct UnknownMember(string Name, byte[] Json);

namespace Toast.Testing.Models;

/// <summary>One class over three builds: version 1 has a full name, version 2 splits it, version 3 counts in months.</summary>
internal static class Generations
{
    public const string Name = "Member";

    [External(Name = Name)]
    internal sealed class First
    {
        public string FullName { get; set; } = "";

        public int Years { get; set; }
    }

    [External(Name = Name, SchemaVersion = 3)]
    internal sealed class Third
    {
        public string Given { get; set; } = "";

        public string Family { get; set; } = "";

        public int Months { get; set; }
    }

    [External(Name = Name)]
    internal sealed class Narrow
    {
        public string FullName { get; set; } = "";
    }

    [External(Name = "Associate", Aliases = [Name])]
    internal sealed class Renamed
    {
        public string FullName { get; set; } = "";

        public int Years { get; set; }
    }
}

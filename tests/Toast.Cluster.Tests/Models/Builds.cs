namespace Toast.Cluster.Tests.Models;

/// <summary>One class in three builds of an app: as it was, with a member more, and with another shape under a raised schema version.</summary>
internal static class Builds
{
    private const string Name = "Ware";

    /// <summary>Has the raised build read what the others wrote.</summary>
    public static void Raise(ToastBuilder toast) => toast.AddModel<Raised>(model => model.Upgrade(1, data =>
    {
        data["title"] = data["text"]!.GetValue<string>();
        data.Remove("text");
        return data;
    }));

    [External(Name = Name)]
    internal sealed class Old
    {
        public string Text { get; set; } = "";

        public int Count { get; set; }
    }

    [External(Name = Name)]
    internal sealed class Wider
    {
        public string Text { get; set; } = "";

        public int Count { get; set; }

        public int Added { get; set; }
    }

    [External(Name = Name, SchemaVersion = 2)]
    internal sealed class Raised
    {
        public string Title { get; set; } = "";

        public int Count { get; set; }

        public int Added { get; set; }
    }
}

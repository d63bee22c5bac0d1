using Orleans.Storage;

namespace Toast.Grains.Tests.Storage;

/// <summary>Reads, writes and clears as a grain does, with a new state each time.</summary>
internal static class States
{
    public const string Name = "profile";

    public static GrainId NewId(string type = "visitor") => GrainId.Create(type, Guid.NewGuid().ToString("N"));

    public static async Task<GrainState<Profile>> ReadAsync(this IGrainStorage storage, GrainId id, string name = Name)
    {
        var state = new GrainState<Profile>(new Profile { Name = "stale" }, "stale") { RecordExists = true };
        await storage.ReadStateAsync(name, id, state);
        return state;
    }

    public static async Task<GrainState<Profile>> WriteAsync(this IGrainStorage storage, GrainId id, Profile profile, string? etag = null, string name = Name)
    {
        var state = new GrainState<Profile>(profile, etag!) { RecordExists = etag is not null };
        await storage.WriteStateAsync(name, id, state);
        return state;
    }

    public static async Task<GrainState<Profile>> ClearAsync(this IGrainStorage storage, GrainId id, string? etag, bool exists = true)
    {
        var state = new GrainState<Profile>(Profile.Of(77), etag!) { RecordExists = exists };
        await storage.ClearStateAsync(Name, id, state);
        return state;
    }
}

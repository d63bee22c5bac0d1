using System.Text;
using Toast.Client.Contract;
using Toast.Client.Engine;
using Toast.Client.Wire;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;
using Toast.Engine;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>
/// What a client that is forged, wrong or of another version may send: each is refused by its code, leaves no grain and no record behind, and neither its
/// data nor its secrets show in a log of any level.
/// </summary>
[Collection(StrictCluster.Name)]
public sealed class BadInputTests(StrictCluster cluster) : IAsyncLifetime
{
    private const string Data = "planted-data-7b21";
    private const string Password = "planted-word-c0de";
    private const string Url = $"postgresql://somebody:{Password}@somewhere.example/shop";

    private const int Named = (int)PlaceKind.Named;
    private const int ByUrl = (int)PlaceKind.ByUrl;
    private const int Exactly = (int)PlaceKind.Exactly;
    private const int Unheard = 99;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private int grains;

    private IGrainFactory Client => cluster.Cluster.Client;

    private IManagementGrain Management => Client.GetGrain<IManagementGrain>(0);

    private IStoreGrain Worker => Client.GetGrain<IStoreGrain>(0);

    public async Task InitializeAsync() => grains = await CountAsync();

    public async Task DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await CountAsync() > grains)
        {
            await Task.Delay(10, patience.Token);
        }

        Assert.NotEmpty(StrictCluster.Log.Said);
        Assert.DoesNotContain(StrictCluster.Log.Said, line => line.Contains(Data, StringComparison.Ordinal) || line.Contains(Password, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Named, "nowhere")]
    [InlineData(Exactly, "nowhere")]
    [InlineData(Named, Url)]
    [InlineData(Exactly, Url)]
    [InlineData(ByUrl, Url)]
    [InlineData(Named, "../main")]
    [InlineData(Named, null)]
    [InlineData(Exactly, null)]
    [InlineData(Unheard, "main")]
    public async Task A_store_that_the_silo_does_not_have_and_a_url_are_refused_in_every_call(int kind, string? store)
    {
        var place = new WirePlace { Kind = (PlaceKind)kind, Store = store };
        IRecordGrain grain = NewGrain();
        await RefusedAsync(ErrorCodes.UnknownStore, () => grain.SaveAsync(Save(place: place), default));
        await RefusedAsync(ErrorCodes.UnknownStore, () => grain.LoadAsync(Load(place), default));
        await RefusedAsync(ErrorCodes.UnknownStore, () => grain.GetInfoAsync(Load(place), default));
        await RefusedAsync(ErrorCodes.UnknownStore, () => grain.DeleteAsync(new DeleteCall { Place = place, Budget = Patience }, default));
        await RefusedAsync(ErrorCodes.UnknownStore, () => Worker.ListAsync(List("Note", place), default));
        await RefusedAsync(ErrorCodes.UnknownStore, async () => throw (await Worker.SaveManyAsync(SaveMany("Note", Save(place: place)), default))[0].Error!);
        await RefusedAsync(ErrorCodes.UnknownStore, async () => throw (await Worker.LoadManyAsync(LoadMany("Note", Load(place)), default))[0].Error!);
    }

    [Theory]
    [InlineData("Forged", ErrorCodes.UnknownClass)]
    [InlineData("note", ErrorCodes.UnknownClass)]
    [InlineData("../etc/passwd", ErrorCodes.InvalidReference)]
    [InlineData("a b", ErrorCodes.InvalidReference)]
    [InlineData("a\r\nb", ErrorCodes.InvalidReference)]
    public async Task A_forged_class_name_is_refused_in_every_call(string name, string code)
    {
        IRecordGrain grain = NewGrain(name);
        await RefusedAsync(code, () => grain.SaveAsync(Save(), default));
        await RefusedAsync(code, () => grain.LoadAsync(Load(), default));
        await RefusedAsync(code, () => grain.GetInfoAsync(Load(), default));
        await RefusedAsync(code, () => grain.DeleteAsync(new DeleteCall { Budget = Patience }, default));
        await RefusedAsync(code, async () => throw (await Worker.SaveManyAsync(SaveMany(name, Save()), default))[0].Error!);
        await RefusedAsync(code, async () => throw (await Worker.LoadManyAsync(LoadMany(name, Load()), default))[0].Error!);
        await RefusedAsync(code, () => Worker.ListAsync(List(name, default), default));
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("no-guid+Note")]
    [InlineData("0123456789abcdef0123456789abcdef+")]
    public async Task A_forged_key_of_a_grain_is_refused(string key)
    {
        IRecordGrain grain = Client.GetGrain<IRecordGrain>(GrainId.Create("toast-record", key));
        await RefusedAsync(ErrorCodes.InvalidReference, () => grain.LoadAsync(Load(), default));
        await RefusedAsync(ErrorCodes.InvalidReference, () => grain.SaveAsync(Save(), default));
    }

    [Fact]
    public async Task The_all_zero_id_is_refused_for_a_write()
    {
        await RefusedAsync(ErrorCodes.InvalidReference, () => Client.GetGrain<IRecordGrain>(Guid.Empty, "Note").SaveAsync(Save(), default));
    }

    [Fact]
    public async Task A_payload_over_the_limit_is_refused_alone_and_in_a_bulk()
    {
        int writes = StrictCluster.Main.Writes;
        SaveCall large = Save(data: Encoding.UTF8.GetBytes($$"""{"text":"{{Data}}{{new string('x', StrictCluster.MaxRecordBytes)}}"}"""));
        await RefusedAsync(ErrorCodes.RecordTooLarge, () => NewGrain().SaveAsync(large, default));
        await RefusedAsync(ErrorCodes.RecordTooLarge, async () => throw (await Worker.SaveManyAsync(SaveMany("Note", large), default))[0].Error!);
        Assert.Equal(writes, StrictCluster.Main.Writes);
    }

    [Fact]
    public async Task What_no_write_of_toasts_holds_is_refused()
    {
        SaveCall[] wrong =
        [
            Save(data: []),
            Save(schemaVersion: 0),
            Save(writeId: Guid.Empty),
            Save(lifetime: TimeSpan.FromMilliseconds(-1)),
            Save(condition: new WireCondition { Kind = 99 }),
            Save(condition: new WireCondition { Kind = 3, Version = -1 }),
        ];
        foreach (SaveCall call in wrong)
        {
            await RefusedAsync(ErrorCodes.InvalidValue, () => NewGrain().SaveAsync(call, default));
            await RefusedAsync(ErrorCodes.InvalidValue, async () => throw (await Worker.SaveManyAsync(SaveMany("Note", call), default))[0].Error!);
        }

        await RefusedAsync(
            ErrorCodes.InvalidValue, () => NewGrain().DeleteAsync(new DeleteCall { Condition = new WireCondition { Kind = 99 }, Budget = Patience }, default));
    }

    [Fact]
    public async Task A_message_without_its_parts_is_refused()
    {
        await RefusedAsync(ErrorCodes.InvalidValue, () => NewGrain().SaveAsync(null!, default));
        await RefusedAsync(ErrorCodes.InvalidValue, () => Worker.SaveManyAsync(null!, default));
        await RefusedAsync(ErrorCodes.InvalidValue, () => Worker.SaveManyAsync(new SaveManyCall { Keys = null!, Saves = [] }, default));
        await RefusedAsync(ErrorCodes.InvalidValue, () => Worker.SaveManyAsync(new SaveManyCall { Keys = [default], Saves = [] }, default));
        await RefusedAsync(ErrorCodes.InvalidValue, async () => throw (await Worker.SaveManyAsync(SaveMany("Note", null!), default))[0].Error!);
        await RefusedAsync(ErrorCodes.InvalidReference, async () => throw (await Worker.SaveManyAsync(SaveMany(null!, Save()), default))[0].Error!);
        await RefusedAsync(ErrorCodes.InvalidValue, () => Worker.LoadManyAsync(null!, default));
        await RefusedAsync(ErrorCodes.InvalidValue, () => Worker.LoadManyAsync(new LoadManyCall { Keys = null!, Load = Load() }, default));
        await RefusedAsync(ErrorCodes.InvalidReference, async () => throw (await Worker.LoadManyAsync(LoadMany(null!, Load()), default))[0].Error!);
        await RefusedAsync(ErrorCodes.InvalidValue, () => Worker.ListAsync(null!, default));
        await RefusedAsync(ErrorCodes.InvalidReference, () => Worker.ListAsync(List(null!, default), default));
    }

    [Fact]
    public async Task A_client_of_a_later_version_that_asks_for_what_the_silo_cannot_is_told_so()
    {
        IRecordGrainOfTomorrow grain = NewGrain().Cast<IRecordGrainOfTomorrow>();
        var calls = new ClusterCalls(Client, TimeProvider.System);
        ExternalStorageException refused = await Assert.ThrowsAsync<ExternalStorageException>(() => calls.RunAsync(
            static (_, grain, _, _) => grain.FindAsync(Data),
            grain,
            new CallSubject("main", null, Changes: false),
            Deadline.After(TimeProvider.System, Patience),
            CancellationToken.None));

        Assert.Equal(ErrorCodes.StorageFailed, refused.Code);
        Assert.Contains("compatible versions", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Data, refused.ToString(), StringComparison.Ordinal);

        // Orleans had to make the grain to find out, and none of ours was called that could have it leave: it goes with the idle ones.
        await Management.ForceActivationCollection(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_refused_model_shows_neither_its_data_nor_its_url()
    {
        IToast toast = cluster.NewEngine(builder => builder.UseDefaultStore("nowhere"));
        foreach (Func<Task> call in (Func<Task>[])[() => toast.DumpAsync(new UrlNote { Text = Data }), () => toast.DumpAsync(new Note { Text = Data })])
        {
            StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(call);
            Assert.Equal(ErrorCodes.UnknownStore, refused.Code);
            Assert.DoesNotContain(Data, refused.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("secret-word", refused.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(StrictCluster.Log.Said, line => line.Contains("secret-word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_accepted_is_not_logged_either()
    {
        IToast toast = cluster.NewEngine();
        ExternalReference reference = await toast.DumpAsync(new Note { Text = Data });
        Assert.Equal(Data, (await toast.ValidateAsync<Note>(reference, new ValidateOptions { Fresh = true })).Text);
        Assert.True(await toast.DeleteAsync(reference));
        Assert.False(await toast.ExistsAsync(reference));
    }

    private static SaveCall Save(
        byte[]? data = null, WirePlace place = default, int schemaVersion = 1, Guid? writeId = null, TimeSpan? lifetime = null, WireCondition? condition = null) => new()
        {
            Place = place,
            Data = data ?? Encoding.UTF8.GetBytes($$"""{"text":"{{Data}}"}"""),
            SchemaVersion = schemaVersion,
            Condition = condition ?? WireCondition.Of(SaveCondition.Any),
            WriteId = writeId ?? Guid.NewGuid(),
            TimeToLive = lifetime,
            Budget = Patience,
        };

    private static LoadCall Load(WirePlace place = default) => new() { Place = place, Budget = Patience };

    private static ListCall List(string className, WirePlace place) => new() { Place = place, ClassName = className, Limit = 10, Budget = Patience };

    private static SaveManyCall SaveMany(string className, SaveCall call) => new() { Keys = [NewKey(className)], Saves = [call] };

    private static LoadManyCall LoadMany(string className, LoadCall call) => new() { Keys = [NewKey(className)], Load = call };

    private static WireKey NewKey(string className) => new() { ClassName = className, Id = Guid.NewGuid() };

    private static async Task RefusedAsync(string code, Func<Task> call)
    {
        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(call);
        Assert.Equal(code, refused.Code);
        Assert.DoesNotContain(Data, refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, refused.ToString(), StringComparison.Ordinal);
    }

    private IRecordGrain NewGrain(string className = "Note") => Client.GetGrain<IRecordGrain>(Guid.NewGuid(), className);

    private async Task<int> CountAsync() => (await Management.GetDetailedGrainStatistics()).Count(grain => grain.GrainId.Type == GrainType.Create("toast-record"));
}

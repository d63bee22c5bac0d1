using Microsoft.Data.Sqlite;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>
/// Records as released formats left them, in <c>StoredSamples</c>: one folder for each format, which is added to and never rewritten. The
/// database is kept as the SQL that makes it.
/// </summary>
public sealed class StoredSampleTests : VerbTest
{
    private static readonly ExternalReference Whole = ExternalReference.Parse("Sample/0198c0de-0000-7000-8000-000000000001");
    private static readonly ExternalReference Expiring = ExternalReference.Parse("SampleChild/0198c0de-0000-7000-8000-000000000002");

    [Theory]
    [InlineData("v1", "sqlite")]
    [InlineData("v1", "file")]
    [Trait("Behaviour", "B-141")]
    public async Task B_141_stored_samples_are_restored_and_go_on_living(string format, string kind)
    {
        Unpack(format, kind);
        IToast toast = Open(kind);
        Sample sample = await toast.ValidateAsync<Sample>(Whole);
        SampleChild link = await sample.Link!.LoadAsync();

        Assert.Equal("naïve \0 \\u0000 ✓ 𝄞 \"quoted\"", sample.Text);
        Assert.Equal(decimal.GetBits(1.10m), decimal.GetBits(sample.Amount));
        Assert.Equal(BitConverter.DoubleToInt64Bits(-0.0), BitConverter.DoubleToInt64Bits(sample.Ratio));
        Assert.Equal((new DateTime(2026, 1, 2, 3, 4, 5).AddTicks(1), TimeSpan.FromHours(-5)), (sample.When.DateTime, sample.When.Offset));
        Assert.Equal(Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"), sample.Tag);
        Assert.Equal([0, 255, 128], sample.Bytes);
        Assert.Equal([1, null, -3], sample.Numbers);
        Assert.Equal([new("a b", TimeSpan.FromTicks(-1)), new("$type", TimeSpan.MaxValue)], sample.Times);
        Assert.Equal((new SampleChild("eager", DayOfWeek.Friday), new SampleChild("lazy", (DayOfWeek)9)), (sample.Child!, link));
        RecordInfo info = await toast.GetInfoAsync(Whole);
        Assert.Equal((2L, 2, null), (info.Version, info.SchemaVersion, info.Expires));
        Assert.True(info.Created < info.Updated);
        Assert.Equal(3, (await toast.ListAsync<SampleChild>().ToListAsync()).Count);
        Assert.Equal(TimeSpan.FromDays(36_500), (await toast.GetInfoAsync(Expiring)).Expires - (await toast.GetInfoAsync(Expiring)).Updated);

        sample.Text = "changed";
        Assert.Equal(Whole, await toast.DumpAsync(sample));
        Assert.Equal(("changed", 3L), ((await toast.ValidateAsync<Sample>(Whole)).Text, (await toast.GetInfoAsync(Whole)).Version));
        Assert.Equal(1, (await toast.GetInfoAsync(toast.GetReference(sample.Child!)!)).Version);
        Assert.True(await toast.DeleteAsync(Expiring));
    }

    private void Unpack(string format, string kind)
    {
        string samples = Checkout.Path("tests", "Toast.Core.Tests", "Verbs", "StoredSamples", format);
        if (kind == "sqlite")
        {
            RunSql(File.ReadAllText(Path.Combine(samples, "sqlite.sql")));
            return;
        }

        string source = Path.Combine(samples, "file"), target = Path.Combine(Folder, "main");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // They are empty while nobody writes, and a repository keeps no empty folders.
        Directory.CreateDirectory(Path.Combine(target, ".toast", "locks"));
        Directory.CreateDirectory(Path.Combine(target, ".toast", "tmp"));
    }

    private void RunSql(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "main.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are a file of this repository.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}

using System.Text;
using Microsoft.Data.Sqlite;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Stores;

/// <summary>Records that something damaged in the store itself: an error that names them, no harm to the others, and a way back.</summary>
public sealed class DamagedRecordTests
{
    public static TheoryData<string, string, string> Damages
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (string kind in new[] { Place.Sqlite, Place.File, "custom" })
            {
                foreach (string model in new[] { nameof(Note), nameof(Ledger) })
                {
                    foreach (string data in new[] { "", """{"number":1,"te""", "nonsense", "[1]", "7", "null", "\"text\"", "{\"number\":1,\"number\":1}", "{\"text\":\"\u00ff" })
                    {
                        rows.Add(kind, model, data);
                    }
                }
            }

            return rows;
        }
    }

    [Theory, Trait("Behaviour", "B-327")]
    [MemberData(nameof(Damages))]
    public async Task B_327_a_damaged_record_is_named_harms_no_other_and_can_be_made_anew(string kind, string model, string data)
    {
        using var place = new Place(kind == "custom" ? Place.Memory : kind);
        CountingBackend? custom = kind == "custom" ? new CountingBackend() : null;
        await using IToast toast = custom is null ? Engines.On(place.Url, Upgrades) : Engines.On(custom, Upgrades);
        bool isNote = model == nameof(Note);
        ExternalReference damaged = isNote ? await toast.DumpAsync(Note.Numbered(1)) : await toast.DumpAsync(new Ledger("x"));
        ExternalReference other = await toast.DumpAsync(Note.Numbered(2));
        Damage(place, custom, damaged, data);

        var error = await Assert.ThrowsAsync<StorageValidationException>(() => isNote ? toast.ValidateAsync<Note>(damaged) : toast.ValidateAsync<Ledger>(damaged));
        Assert.Equal((ErrorCodes.CorruptRecord, damaged.ClassName, damaged.Id), (error.Code, error.ClassName, error.Id));
        Assert.NotNull(error.Store);
        Assert.Equal(Note.Numbered(2), await toast.ValidateAsync<Note>(other));
        IReadOnlyList<ValidateResult<Note>> many = await toast.ValidateManyAsync<Note>([other, damaged, other]);
        Assert.Equal((true, isNote ? ErrorCodes.CorruptRecord : ErrorCodes.ClassMismatch), (many[0].Error is null, ((ExternalStorageException)many[1].Error!).Code));

        Assert.True(await toast.DeleteAsync(damaged));
        if (custom is not null)
        {
            custom.Answer = record => record;
        }

        await (isNote ? toast.DumpAsync(Note.Numbered(3), damaged) : toast.DumpAsync(new Ledger("y"), damaged));
        Assert.True(await toast.ExistsAsync(damaged));
        Assert.Equal(1, (await toast.GetInfoAsync(damaged)).Version);
    }

    [Theory, Trait("Behaviour", "B-327")]
    [InlineData("")]
    [InlineData("{\"class_name\":")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task B_327_a_damaged_file_can_be_dumped_anew_or_deleted(string content)
    {
        using var place = new Place(Place.File);
        await using IToast toast = Engines.On(place.Url);
        ExternalReference damaged = await toast.DumpAsync(Note.Numbered(1));
        ExternalReference other = await toast.DumpAsync(Note.Numbered(2));
        await File.WriteAllTextAsync(place.RecordFile(damaged), content);

        var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<Note>(damaged));
        Assert.Equal(ErrorCodes.CorruptRecord, error.Code);
        Assert.True(await toast.DeleteAsync(damaged));
        await toast.DumpAsync(Note.Numbered(3), damaged);
        Assert.Equal([Note.Numbered(3), Note.Numbered(2)], [await toast.ValidateAsync<Note>(damaged), await toast.ValidateAsync<Note>(other)]);
    }

    [Theory, Trait("Behaviour", "B-327"), Trait("Behaviour", "B-317")]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5000)]
    public async Task B_327_a_truncated_or_foreign_database_is_an_error_and_is_left_as_it_is(int length)
    {
        using var place = new Place(Place.Sqlite);
        await using (IToast first = Engines.On(place.Url))
        {
            for (int i = 0; i < 10; i++)
            {
                await first.DumpAsync(Note.Numbered(i));
            }
        }

        byte[] broken = length == 0 ? Encoding.ASCII.GetBytes(new string('x', 5_000)) : File.ReadAllBytes(place.Store)[..length];
        await File.WriteAllBytesAsync(place.Store, broken);
        await using IToast toast = Engines.On(place.Url);
        var reference = new ExternalReference("Note", Guid.NewGuid());

        // Where only the end is missing, some records may still be found; whatever is answered, it is an error of Toast's own.
        var dumped = await Assert.ThrowsAnyAsync<ExternalStorageException>(() => toast.DumpAsync(Note.Numbered(1)));
        var read = await Assert.ThrowsAnyAsync<ExternalStorageException>(() => toast.ValidateAsync<Note>(reference));
        Assert.All([dumped, read], error => Assert.Contains(error.Code, new[] { ErrorCodes.CorruptRecord, ErrorCodes.StoreIncompatible }));
        Assert.Equal(broken, await File.ReadAllBytesAsync(place.Store));
    }

    private static void Upgrades(ToastBuilder builder) => builder.AddModel<Ledger>(model => model.Upgrade(1, data => data));

    private static void Damage(Place place, CountingBackend? custom, ExternalReference reference, string data)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(data);
        if (custom is not null)
        {
            custom.Answer = record => record is null || record.Key.Id != reference.Id ? record : record with { Data = bytes, SchemaVersion = 1 };
        }
        else if (File.Exists(place.Store))
        {
            using var connection = new SqliteConnection($"Data Source={place.Store};Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "UPDATE records SET data = CAST(@data AS TEXT), schema_version = 1 WHERE id = @id";
            command.Parameters.AddWithValue("@data", bytes);
            command.Parameters.AddWithValue("@id", reference.Id.ToString("D"));
            Assert.Equal(1, command.ExecuteNonQuery());
        }
        else
        {
            string file = place.RecordFile(reference);
            string text = File.ReadAllText(file, Encoding.Latin1);
            int start = text.IndexOf("\"data\":", StringComparison.Ordinal) + "\"data\":".Length;
            File.WriteAllText(file, text[..start].Replace("\"schema_version\":2", "\"schema_version\":1", StringComparison.Ordinal) + data + "}\n", Encoding.Latin1);
        }
    }
}

using System.Text;

namespace Toast.Core.Tests.Registry;

public sealed class AliasTests
{
    [External("main", Name = "Client", Aliases = ["Customer", "Buyer"])]
    public sealed record Client(string Name);

    [External("main", Name = "Plain", Aliases = ["Plain", "Older", "Older"])]
    public sealed record Plain(string Name);

    [External("main", Name = "Crate", Aliases = ["Carton"])]
    public sealed record Crate<T>(T Content);

    [Theory]
    [InlineData("Customer")]
    [InlineData("Buyer")]
    [InlineData("Client")]
    [Trait("Behaviour", "B-145")]
    public async Task B_145_whatever_name_a_record_is_stored_under_it_stays_one_record(string storedName)
    {
        var backend = new MemoryBackend(StorageUrl.Parse("memory://"));
        var stored = new ExternalReference(storedName, Guid.CreateVersion7());
        await using (IToast old = new ToastBuilder().AddStore("main", backend).UseDefaultStore("main").Build())
        {
            await old.Records.PutAsync(stored, """{"name":"Ann"}"""u8.ToArray());
        }

        await using IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Client>().Build();
        var asNew = new ExternalReference("Client", stored.Id);
        Client restored = await toast.ValidateAsync<Client>(stored);
        Assert.Equal(asNew, await toast.DumpAsync(restored));
        Assert.Equal(asNew, await toast.DumpAsync(new Client("Bea"), asNew));
        await toast.UpdateAsync<Client>(stored, client => client with { Name = client.Name + "!" });
        await toast.Records.PutAsync(asNew, """{"name":"raw"}"""u8.ToArray());

        Assert.Equal(5, (await toast.GetInfoAsync(stored)).Version);
        Assert.Equal("raw", (await toast.ValidateAsync<Client>(asNew)).Name);
        Assert.Equal([asNew], await toast.ListAsync<Client>().ToListAsync());
        Assert.True(await toast.DeleteAsync(asNew));
        Assert.False(await toast.ExistsAsync(stored));
        Assert.False(await toast.DeleteAsync(stored));
    }

    [Fact]
    [Trait("Behaviour", "B-145")]
    public async Task B_145_an_alias_that_repeats_a_name_lists_no_record_twice()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").AddModel<Plain>().Build();
        ExternalReference reference = await toast.DumpAsync(new Plain("x"));

        Assert.Equal([reference], await toast.ListAsync<Plain>().ToListAsync());
    }

    [Fact]
    [Trait("Behaviour", "B-149")]
    public async Task B_149_an_alias_of_a_generic_model_has_the_arguments_too()
    {
        var backend = new MemoryBackend(StorageUrl.Parse("memory://"));
        var old = new ExternalReference("Carton[Int32]", Guid.CreateVersion7());
        await using (IToast earlier = new ToastBuilder().AddStore("main", backend).UseDefaultStore("main").Build())
        {
            await earlier.Records.PutAsync(old, """{"content":7}"""u8.ToArray());
        }

        await using IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Crate<int>>().AddModel<Crate<string>>().Build();

        Assert.Equal(7, (await toast.ValidateAsync<Crate<int>>(old)).Content);
        Assert.Equal("Crate[String]", (await toast.DumpAsync(new Crate<string>("x"))).ClassName);
    }

    [Fact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_the_bytes_of_a_raw_write_may_be_used_again_after_its_caller_gave_up()
    {
        var backend = new Engine.HookedBackend();
        var gate = new TaskCompletionSource();
        await using IToast toast = new ToastBuilder().AddStore("main", backend).UseDefaultStore("main").Build();
        await toast.Records.CreateAsync("Other", "{}"u8.ToArray());
        backend.BeforeWrite = (_, _) => gate.Task;
        byte[] json = Encoding.UTF8.GetBytes("""{"name":"Ann"}""");
        var reference = new ExternalReference("Thing", Guid.CreateVersion7());
        using var cancellation = new CancellationTokenSource();

        Task<WrittenRecord> put = toast.Records.PutAsync(reference, json, null, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Array.Fill(json, (byte)'#');
        gate.SetResult();
        await toast.Records.PutAsync(new ExternalReference("Thing", Guid.CreateVersion7()), "{}"u8.ToArray());

        Assert.Equal("""{"name":"Ann"}""", Encoding.UTF8.GetString((await toast.Records.ReadAsync(reference)).Data.Span));
    }
}

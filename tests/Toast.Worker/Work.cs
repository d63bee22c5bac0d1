namespace Toast.Worker;

/// <summary>What the other processes do.</summary>
internal static class Work
{
    /// <summary>Dumps new records from several threads and prints their ids.</summary>
    public static async Task CreateAsync(IToast toast, int count, int threads)
    {
        Guid[][] ids = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(async () =>
        {
            ExternalReference[] references = await Task.WhenAll(
                Enumerable.Range(0, count / threads).Select(i => toast.DumpAsync(new Tally { Count = i })));
            return Array.ConvertAll(references, reference => reference.Id);
        })));
        foreach (Guid id in ids.SelectMany(part => part))
        {
            Console.WriteLine(id.ToString("D"));
        }
    }

    /// <summary>Raises a tally by one, as often as asked, all at once.</summary>
    public static Task IncrementAsync(IToast toast, ExternalReference reference, int times) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(_ => toast.UpdateAsync<Tally>(
            reference,
            tally =>
            {
                tally.Count++;
                return tally;
            })));

    /// <summary>Restores a tally and dumps it over and over, each time with another content.</summary>
    public static async Task OverwriteAsync(IToast toast, ExternalReference reference, int from, int times)
    {
        await Task.WhenAll(Enumerable.Range(from, times).Select(async number =>
        {
            Tally tally = await toast.ValidateAsync<Tally>(reference);
            (tally.Count, tally.Text) = (number, $"{number}");
            await toast.DumpAsync(tally);
        }));
    }

    public static async Task<string> PrintAsync(IToast toast, string json)
    {
        Tally tally = await toast.ValidateJsonAsync<Tally>(json);
        return $"{tally.Count} {tally.Text}";
    }
}

using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Toast.Benchmarks.Micro;

/// <summary>Dump and validate of the small model on memory://, beside bare System.Text.Json for scale.</summary>
[MemoryDiagnoser]
public class VerbBenchmarks
{
    private readonly SmallModel model = SmallModel.Number(1);
    private IToast toast = null!;
    private ExternalReference reference = null!;
    private byte[] json = [];

    [GlobalSetup]
    public async Task OpenAsync()
    {
        toast = Ratios.Open("memory://");
        reference = await toast.DumpAsync(model);
        json = JsonSerializer.SerializeToUtf8Bytes(model);
    }

    [GlobalCleanup]
    public async Task CloseAsync() => await toast.DisposeAsync();

    [Benchmark]
    public Task<ExternalReference> DumpNew() => toast.DumpAsync(SmallModel.Number(2));

    [Benchmark]
    public Task<ExternalReference> DumpAgain() => toast.DumpAsync(model);

    [Benchmark]
    public Task<SmallModel> Validate() => toast.ValidateAsync<SmallModel>(reference);

    [Benchmark(Baseline = true)]
    public byte[] SerializeOnly() => JsonSerializer.SerializeToUtf8Bytes(model);

    [Benchmark]
    public SmallModel? DeserializeOnly() => JsonSerializer.Deserialize<SmallModel>(json);
}

using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Toast.Benchmarks.Micro;

/// <summary>The reference: parsing, printing, JSON.</summary>
[MemoryDiagnoser]
public class ReferenceBenchmarks
{
    private readonly ExternalReference reference = new("UserProfile", Guid.Parse("550e8400-e29b-41d4-a716-446655440000"));
    private string text = "";
    private byte[] json = [];

    [GlobalSetup]
    public void Prepare()
    {
        text = reference.ToString();
        json = JsonSerializer.SerializeToUtf8Bytes(reference);
    }

    [Benchmark]
    public ExternalReference Parse() => ExternalReference.Parse(text);

    [Benchmark]
    public string Print() => reference.ToString();

    [Benchmark]
    public string WriteJson() => reference.ToJson();

    [Benchmark]
    public ExternalReference? ReadJson() => JsonSerializer.Deserialize<ExternalReference>(json);
}

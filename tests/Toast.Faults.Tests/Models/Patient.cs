using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Faults.Tests.Models;

/// <summary>A model whose members hold what nobody may see, with all the ways in which a value can be refused.</summary>
[External("main", Concurrency = ConcurrencyMode.Optimistic)]
public sealed record Patient(string Name, int Age)
{
    [StringLength(40), RegularExpression("^[a-z0-9 -]*$")]
    public string Diagnosis { get; init; } = "";

    [EmailAddress(ErrorMessage = "{0} is wrong")]
    public string? Mail { get; init; }

    public decimal Bill { get; init; }

    public Level Level { get; init; }

    public Dictionary<string, int> Visits { get; init; } = [];

    [JsonConverter(typeof(QuotingConverter))]
    public string Code { get; init; } = "";

    /// <summary>A converter that does what converters should not: it quotes the value it refuses.</summary>
    private sealed class QuotingConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Check(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Check(value));

        private static string Check(string code) => code.Length <= 8 ? code : throw new FormatException($"'{code}' is not a code");
    }
}

/// <summary>A second schema version, whose step from the first quotes what it cannot use.</summary>
[External("main", SchemaVersion = 2)]
public sealed record Ledger(string Entry);

public abstract record Shape;

public sealed record Circle(double Radius) : Shape;

public sealed record Square(double Side) : Shape;

/// <summary>A model with a member that a marker chooses the type of.</summary>
[External("main")]
public sealed record Drawing(Shape? Main)
{
    public List<Shape> Others { get; init; } = [];
}

[External("vault://app:planted-literal-4e1f@${TOAST_FAULTS_HOST}/x")]
public sealed record LiteralPassword(int Number);

[External("vault://${TOAST_FAULTS_HOST}/x?password=planted-literal-4e1f")]
public sealed record LiteralOption(int Number);

[External("vault://app:${TOAST_FAULTS_HOST}@h/x?password=${TOAST_FAULTS_HOST}")]
public sealed record PlaceheldPassword(int Number);

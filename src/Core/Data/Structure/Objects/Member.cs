using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>One stored member of an object.</summary>
internal abstract class Member<TOwner>(string name)
{
    /// <summary>The stored name.</summary>
    public string Name { get; } = name;

    /// <summary>The stored name as JSON text, encoded once.</summary>
    public JsonEncodedText Encoded { get; } = JsonEncodedText.Encode(name, WriteWalk.Encoder);

    /// <summary>The constructor parameter it fills, or -1.</summary>
    public int Parameter { get; init; } = -1;

    /// <summary>True if reading fails without it.</summary>
    public bool Required { get; init; }

    /// <summary>The rules its attributes state, or none.</summary>
    public MemberRules? Rules { get; init; }

    /// <summary>True if the declaration says that the value may be null.</summary>
    public bool AllowsNull { get; init; }

    public abstract Shape Shape { get; }

    public MemberDescription Describe(DescribeWalk walk)
    {
        DataDescription value = Shape.Describe(walk);
        return new MemberDescription(Name, AllowsNull ? value with { AllowsNull = true } : value, Required, Rules?.Attributes ?? []);
    }

    public abstract void Write(Utf8JsonWriter writer, ref TOwner owner, WriteWalk walk);

    /// <summary>Reads the value into an instance.</summary>
    public abstract void Read(ref Utf8JsonReader reader, ref TOwner owner, ReadWalk walk);

    /// <summary>Reads the value for a constructor.</summary>
    public abstract object? ReadArgument(ref Utf8JsonReader reader, ReadWalk walk);

    public abstract void Visit(ref TOwner owner, VisitWalk walk);

    public abstract void Scan(ref Utf8JsonReader reader, ScanWalk walk);

    public abstract void Check(ref TOwner owner, CheckWalk walk);
}

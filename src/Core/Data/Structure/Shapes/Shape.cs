using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>How values of one CLR type stand in JSON. Built once at registration; thread-safe afterwards.</summary>
internal abstract class Shape
{
    /// <summary>The CLR type.</summary>
    public abstract Type Type { get; }

    /// <summary>True if a value may hold external children. Known after registration.</summary>
    public bool HoldsChildren { get; set; }

    /// <summary>True if a value may hold something with validation attributes. Known after registration.</summary>
    public bool HasAnnotations { get; set; }

    /// <summary>True if an existing instance can be emptied and filled again.</summary>
    public virtual bool CanRefill => false;

    /// <summary>True if reading looks at the instance it replaces, for its comparer.</summary>
    public virtual bool LooksAtExisting => false;

    /// <summary>True for a struct with members, whose unknown members are kept by the object around it.</summary>
    public virtual bool IsStructObject => false;

    /// <summary>True if what is written follows from the value alone: no code of the app, and nothing that is kept beside it, has a say.</summary>
    public virtual bool WritesValueOnly => false;

    /// <summary>True if an instance of exactly the CLR type writes the same for as long as it lives. Known after <see cref="Build"/>.</summary>
    public bool HasFixedContent { get; protected set; }

    /// <summary>The shapes of the parts; complete only after <see cref="Build"/>.</summary>
    public virtual IEnumerable<Shape> Parts => [];

    /// <summary>Finds the shapes of the parts. Separate from construction, so that a type may contain itself.</summary>
    public virtual void Build(ShapeBuilder builder)
    {
    }

    /// <summary>What values look like in JSON.</summary>
    public virtual DataDescription Describe(DescribeWalk walk) => new(DataKind.Anything);

    /// <summary>Checks what can only be checked when all shapes of the registration are built.</summary>
    public virtual void Verify(ShapeBuilder builder)
    {
    }
}

/// <inheritdoc cref="Shape"/>
/// <typeparam name="T">The CLR type.</typeparam>
internal abstract class Shape<T> : Shape
{
    public sealed override Type Type => typeof(T);

    /// <summary>Writes a value; null too.</summary>
    public abstract void Write(Utf8JsonWriter writer, T value, WriteWalk walk);

    /// <summary>Reads the value the reader stands on, and leaves the reader on its last token.</summary>
    public abstract T? Read(ref Utf8JsonReader reader, ReadWalk walk);

    /// <summary>Reads a new value in place of an existing one, whose comparer it keeps.</summary>
    public virtual T? ReadOver(ref Utf8JsonReader reader, ReadWalk walk, T? existing) => Read(ref reader, walk);

    /// <summary>True if this instance can be emptied and filled again: a list behind an interface may be fixed.</summary>
    public virtual bool CanRefillInstance(T existing) => CanRefill;

    /// <summary>Empties an existing instance and fills it.</summary>
    public virtual void Refill(ref Utf8JsonReader reader, ReadWalk walk, T existing) => throw new NotSupportedException();

    /// <summary>Shows the children in a value. Only called where <see cref="Shape.HoldsChildren"/>.</summary>
    public virtual void Visit(T value, VisitWalk walk)
    {
    }

    /// <summary>Finds references in the JSON value the reader stands on. Only called where <see cref="Shape.HoldsChildren"/>.</summary>
    public virtual void Scan(ref Utf8JsonReader reader, ScanWalk walk) => reader.Skip();

    /// <summary>Checks validation attributes. Only called where <see cref="Shape.HasAnnotations"/>.</summary>
    public virtual void Check(T value, CheckWalk walk)
    {
    }
}

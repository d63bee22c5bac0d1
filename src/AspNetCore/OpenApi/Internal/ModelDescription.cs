namespace Toast.AspNetCore;

/// <summary>What the description of an endpoint says of the models that it takes and gives; a property of its <c>ApiDescription</c>.</summary>
internal sealed record ModelDescription
{
    /// <summary>The parameter that comes from the body; null for none.</summary>
    public ModelParameter? Body { get; init; }

    /// <summary>True if the path names a record, whose version conditions are about.</summary>
    public bool HasSubject { get; init; }

    /// <summary>The model that is given; null for none.</summary>
    public Type? Answer { get; init; }

    /// <summary>True if a reference is given by a result that does not say of which model.</summary>
    public bool GivesReference { get; init; }

    /// <summary>True if several are given.</summary>
    public bool IsList { get; init; }

    /// <summary>True if data is given, and not references.</summary>
    public bool AsData { get; init; }
}

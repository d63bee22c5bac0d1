using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>The subtypes that may stand in a member of a plain base type, from attributes and from the registry.</summary>
internal sealed class SubtypeTable
{
    private const string DefaultMarkerName = "$type";

    private readonly List<SubtypeEntry> entries = [];

    private SubtypeTable(string markerName) => MarkerName = markerName;

    public string MarkerName { get; }

    public IReadOnlyList<SubtypeEntry> Entries => entries;

    /// <summary>The table of a base type, or null if it has no subtypes.</summary>
    public static SubtypeTable? Read(Type type, ICodecModels models, ShapeBuilder builder)
    {
        JsonPolymorphicAttribute? settings = type.GetCustomAttribute<JsonPolymorphicAttribute>(inherit: false);
        var table = new SubtypeTable(settings?.TypeDiscriminatorPropertyName ?? DefaultMarkerName);
        foreach (JsonDerivedTypeAttribute derived in type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false))
        {
            table.Add(derived, type, builder);
        }

        foreach (PlainSubtype subtype in models.SubtypesOf(type))
        {
            table.Add(new SubtypeEntry(subtype.Type, subtype.Marker, false), type, builder);
        }

        if (table.entries.Count == 0)
        {
            return null;
        }

        foreach (SubtypeEntry entry in table.entries)
        {
            if (models.IsModel(entry.Type))
            {
                throw builder.Misconfigured(
                    $"has the subtype {TypeNames.Show(entry.Type)}, which is a model while {TypeNames.Show(type)} is not", "Mark the base type [External] too.");
            }
        }

        CheckSettings(settings, builder);
        return table;
    }

    private void Add(JsonDerivedTypeAttribute derived, Type type, ShapeBuilder builder)
    {
        SubtypeEntry entry = derived.TypeDiscriminator switch
        {
            string text => new SubtypeEntry(derived.DerivedType, text, false),
            int number => new SubtypeEntry(derived.DerivedType, number.ToString(CultureInfo.InvariantCulture), true),
            _ => throw builder.Misconfigured(
                $"has the subtype {TypeNames.Show(derived.DerivedType)} without a type marker, so that it could not be restored",
                "Give [JsonDerivedType] a type discriminator."),
        };
        Add(entry, type, builder);
    }

    private void Add(SubtypeEntry entry, Type type, ShapeBuilder builder)
    {
        if (!type.IsAssignableFrom(entry.Type) || entry.Type.IsAbstract || entry.Type.ContainsGenericParameters)
        {
            throw builder.Misconfigured(
                $"names {TypeNames.Show(entry.Type)} as a subtype of {TypeNames.Show(type)}, and it is not a concrete one", "Name a concrete derived type.");
        }

        // Said twice in the same words, by attribute and by registration, is no contradiction.
        if (entries.Contains(entry))
        {
            return;
        }

        if (entries.Find(e => e.Marker == entry.Marker || e.Type == entry.Type) is { } other)
        {
            throw builder.Failure(
                ErrorCodes.DuplicateRegistration,
                $"has two markers for one subtype or one for two: {TypeNames.Show(other.Type)} and {TypeNames.Show(entry.Type)}",
                "Give each subtype one marker of its own.");
        }

        entries.Add(entry);
    }

    private static void CheckSettings(JsonPolymorphicAttribute? settings, ShapeBuilder builder)
    {
        if (settings is { UnknownDerivedTypeHandling: not JsonUnknownDerivedTypeHandling.FailSerialization } or { IgnoreUnrecognizedTypeDiscriminators: true })
        {
            throw builder.Misconfigured(
                "treats unknown subtypes as the base type, which would lose their members", "Remove that setting of [JsonPolymorphic].");
        }
    }
}

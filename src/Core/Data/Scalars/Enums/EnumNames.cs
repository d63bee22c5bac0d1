using System.Numerics;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>The stored names of an enum: read from the declaration once, exact in case.</summary>
/// <typeparam name="TNumber">The underlying type.</typeparam>
internal sealed class EnumNames<TNumber>
    where TNumber : struct, IBinaryInteger<TNumber>
{
    private readonly Type type;
    private readonly bool flags;
    private readonly Dictionary<string, TNumber> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<TNumber, string> names = [];
    private readonly Dictionary<string, TNumber>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly FlagSets<TNumber>? sets;

    /// <exception cref="StorageValidationException">Two members share a stored name, or a name cannot stand in a set.</exception>
    public EnumNames(Type type)
    {
        this.type = type;
        flags = type.IsDefined(typeof(FlagsAttribute), inherit: false);
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            // Of several members with one number the first declared is written; all are read.
            var number = (TNumber)field.GetRawConstantValue()!;
            string name = field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name;
            Add(name, number);
            names.TryAdd(number, name);
            foreach (EnumAliasAttribute alias in field.GetCustomAttributes<EnumAliasAttribute>())
            {
                Add(alias.Name, number);
            }
        }

        sets = flags ? new FlagSets<TNumber>(names) : null;
        lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>True if names may be combined.</summary>
    public bool IsFlags => flags;

    /// <summary>The number of a name or alias.</summary>
    public bool TryGet(ReadOnlySpan<char> name, out TNumber number) => lookup.TryGetValue(name, out number);

    /// <summary>The name or names of a number, or null if the declaration has none for it.</summary>
    public string? NameOf(TNumber number) => names.TryGetValue(number, out string? name) ? name : sets?.NamesOf(number);

    private void Add(string name, TNumber number)
    {
        if (!numbers.TryAdd(name, number))
        {
            throw Refuse($"two of its members have the stored name {HostileText.Show(name, 100)}");
        }

        if (flags && name.Contains(',', StringComparison.Ordinal))
        {
            throw Refuse($"the name {HostileText.Show(name, 100)} of a flag holds a comma, which separates flags");
        }

        if (Surrogates.HasLone(name))
        {
            throw Refuse("a stored name has a lone surrogate, which JSON cannot carry");
        }
    }

    private StorageValidationException Refuse(string why) => new(
        ErrorCodes.InvalidConfiguration,
        $"The enum {type} cannot be stored: {why}. Change the JsonStringEnumMemberName or EnumAlias of the member.");
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>Finds the collection or dictionary that a CLR type is.</summary>
internal static class CollectionKinds
{
    private static readonly Dictionary<Type, string> Sequences = new()
    {
        [typeof(List<>)] = nameof(SequenceKinds.List),
        [typeof(Collection<>)] = nameof(SequenceKinds.Collection),
        [typeof(ObservableCollection<>)] = nameof(SequenceKinds.ObservableCollection),
        [typeof(ReadOnlyCollection<>)] = nameof(SequenceKinds.ReadOnlyCollection),
        [typeof(HashSet<>)] = nameof(SequenceKinds.HashSet),
        [typeof(SortedSet<>)] = nameof(SequenceKinds.SortedSet),
        [typeof(ReadOnlySet<>)] = nameof(SequenceKinds.ReadOnlySet),
        [typeof(LinkedList<>)] = nameof(SequenceKinds.LinkedList),
        [typeof(Queue<>)] = nameof(SequenceKinds.Queue),
        [typeof(Stack<>)] = nameof(SequenceKinds.Stack),
        [typeof(ConcurrentQueue<>)] = nameof(SequenceKinds.ConcurrentQueue),
        [typeof(ConcurrentStack<>)] = nameof(SequenceKinds.ConcurrentStack),
        [typeof(ConcurrentBag<>)] = nameof(SequenceKinds.ConcurrentBag),
        [typeof(ImmutableArray<>)] = nameof(SequenceKinds.ImmutableArray),
        [typeof(ImmutableList<>)] = nameof(SequenceKinds.ImmutableList),
        [typeof(IImmutableList<>)] = nameof(SequenceKinds.AnyImmutableList),
        [typeof(ImmutableQueue<>)] = nameof(SequenceKinds.ImmutableQueue),
        [typeof(IImmutableQueue<>)] = nameof(SequenceKinds.AnyImmutableQueue),
        [typeof(ImmutableStack<>)] = nameof(SequenceKinds.ImmutableStack),
        [typeof(IImmutableStack<>)] = nameof(SequenceKinds.AnyImmutableStack),
        [typeof(ImmutableHashSet<>)] = nameof(SequenceKinds.ImmutableHashSet),
        [typeof(IImmutableSet<>)] = nameof(SequenceKinds.AnyImmutableSet),
        [typeof(ImmutableSortedSet<>)] = nameof(SequenceKinds.ImmutableSortedSet),
        [typeof(IEnumerable<>)] = nameof(SequenceKinds.Enumerable),
        [typeof(IReadOnlyCollection<>)] = nameof(SequenceKinds.AnyReadOnlyCollection),
        [typeof(IReadOnlyList<>)] = nameof(SequenceKinds.AnyReadOnlyList),
        [typeof(ICollection<>)] = nameof(SequenceKinds.AnyCollection),
        [typeof(IList<>)] = nameof(SequenceKinds.AnyList),
        [typeof(ISet<>)] = nameof(SequenceKinds.AnySet),
        [typeof(IReadOnlySet<>)] = nameof(SequenceKinds.AnyReadOnlySet),
        [typeof(Memory<>)] = nameof(SequenceKinds.Memory),
        [typeof(ReadOnlyMemory<>)] = nameof(SequenceKinds.ReadOnlyMemory),
        [typeof(ArraySegment<>)] = nameof(SequenceKinds.ArraySegment),
    };

    private static readonly Dictionary<Type, string> Dictionaries = new()
    {
        [typeof(Dictionary<,>)] = nameof(DictionaryKinds.Dictionary),
        [typeof(IDictionary<,>)] = nameof(DictionaryKinds.AnyDictionary),
        [typeof(IReadOnlyDictionary<,>)] = nameof(DictionaryKinds.AnyReadOnlyDictionary),
        [typeof(ReadOnlyDictionary<,>)] = nameof(DictionaryKinds.ReadOnlyDictionary),
        [typeof(SortedDictionary<,>)] = nameof(DictionaryKinds.SortedDictionary),
        [typeof(SortedList<,>)] = nameof(DictionaryKinds.SortedList),
        [typeof(OrderedDictionary<,>)] = nameof(DictionaryKinds.OrderedDictionary),
        [typeof(ConcurrentDictionary<,>)] = nameof(DictionaryKinds.ConcurrentDictionary),
        [typeof(ImmutableDictionary<,>)] = nameof(DictionaryKinds.ImmutableDictionary),
        [typeof(IImmutableDictionary<,>)] = nameof(DictionaryKinds.AnyImmutableDictionary),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(DictionaryKinds.ImmutableSortedDictionary),
    };

    /// <summary>The unbuilt shape of a collection type; null if the type is none.</summary>
    public static Shape? TryCreate(Type type, JsonNumberHandling? handling, ShapeBuilder builder)
    {
        if (FindDictionary(type) is { } dictionary)
        {
            CheckExtraMembers(type, builder);
            return Make(typeof(DictionaryShape<,,>), dictionary, handling);
        }

        if (FindSequence(type) is { } sequence)
        {
            CheckExtraMembers(type, builder);
            return Make(typeof(SequenceShape<,>), sequence, handling);
        }

        return null;
    }

    /// <summary>True if instances of a type are collections that can be emptied and filled again.</summary>
    public static bool CanRefill(Type type)
    {
        object? kind = FindDictionary(type) ?? FindSequence(type);
        return kind?.GetType().GetProperty(nameof(SequenceKind<,>.CanRefill))!.GetValue(kind) is true;
    }

    private static object? FindSequence(Type type)
    {
        if (type.IsSZArray)
        {
            return Invoke(typeof(SequenceKinds), nameof(SequenceKinds.Array), type.GetElementType()!);
        }

        if (type.IsGenericType && Sequences.TryGetValue(type.GetGenericTypeDefinition(), out string? name))
        {
            return Invoke(typeof(SequenceKinds), name, type.GetGenericArguments());
        }

        return IsCustom(type) && Single(type, typeof(ICollection<>)) is { } collection
            ? Invoke(typeof(SequenceKinds), nameof(SequenceKinds.Custom), [type, .. collection.GetGenericArguments()])
            : null;
    }

    private static object? FindDictionary(Type type)
    {
        if (type.IsGenericType && Dictionaries.TryGetValue(type.GetGenericTypeDefinition(), out string? name))
        {
            return Invoke(typeof(DictionaryKinds), name, type.GetGenericArguments());
        }

        return IsCustom(type) && Single(type, typeof(IDictionary<,>)) is { } dictionary
            ? Invoke(typeof(DictionaryKinds), nameof(DictionaryKinds.Custom), [type, .. dictionary.GetGenericArguments()])
            : null;
    }

    private static bool IsCustom(Type type) => type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null;

    private static Type? Single(Type type, Type definition)
    {
        Type[] found = [.. type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)];
        return found.Length == 1 ? found[0] : null;
    }

    // A collection is stored as its items. Members that a user's class adds would be lost without a word.
    private static void CheckExtraMembers(Type type, ShapeBuilder builder)
    {
        for (Type? declaring = type; declaring is not null && !Refusals.IsFramework(declaring); declaring = declaring.BaseType)
        {
            PropertyInfo? extra = declaring
                .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .FirstOrDefault(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0 && !p.IsDefined(typeof(JsonIgnoreAttribute)));
            if (extra is not null)
            {
                throw builder.Unsupported(
                    $"is a collection with a member {extra.Name} beside its items, which would be lost",
                    "Make it a class that has the collection as a member, or mark that member [JsonIgnore].");
            }
        }
    }

    private static Shape Make(Type definition, object kind, JsonNumberHandling? handling) =>
        (Shape)Activator.CreateInstance(definition.MakeGenericType(kind.GetType().GetGenericArguments()), kind, handling)!;

    private static object Invoke(Type kinds, string method, params Type[] arguments) =>
        kinds.GetMethod(method)!.MakeGenericMethod(arguments).Invoke(null, null)!;
}

using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>Walks from the members of one model through items, type arguments and plain types to all that is stored with it.</summary>
internal sealed class MemberWalk(MemberRules rules, Action<MemberFinding> report)
{
    // A generic type whose members are of the same type with longer arguments would never end.
    private const int MaxConstructions = 8;

    private readonly HashSet<ITypeSymbol> entered = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, int> constructions = new(SymbolEqualityComparer.Default);

    public void Model(INamedTypeSymbol model)
    {
        entered.Add(model);
        foreach (StoredMember member in StoredMembers.Of(model, rules.Marks))
        {
            // Members of a base class that is itself a model are looked at there.
            INamedTypeSymbol owner = member.Symbol.ContainingType;
            if (SymbolEqualityComparer.Default.Equals(owner, model) || !rules.IsModel(owner))
            {
                Member(member, member.Symbol, member.Symbol.Name);
            }
        }
    }

    private void Member(StoredMember member, ISymbol root, string path)
    {
        if (!rules.Marks.HasConverter(member.Symbol))
        {
            Type(member.Type, root, path);
        }
    }

    private void Type(ITypeSymbol type, ISymbol root, string path)
    {
        if (rules.Marks.HasConverter(type) || (type is INamedTypeSymbol model && rules.IsReference(model)))
        {
            return;
        }

        if (rules.Unstorable.Find(type) is { } why)
        {
            report(new MemberFinding(root, path, type, why));
            return;
        }

        switch (type)
        {
            case IArrayTypeSymbol array:
                Type(array.ElementType, root, path);
                break;
            case INamedTypeSymbol named when rules.IsPlain(named):
                Plain(named, root, path);
                break;
            case INamedTypeSymbol named:
                Arguments(named, root, path);
                break;
        }
    }

    private void Arguments(INamedTypeSymbol type, ISymbol root, string path)
    {
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            Type(argument, root, path);
        }
    }

    private void Plain(INamedTypeSymbol type, ISymbol root, string path)
    {
        if (!entered.Add(type) || !EnterConstruction(type))
        {
            return;
        }

        // A collection class of the app is stored as its items, not as its members.
        INamedTypeSymbol[] sequences = [.. type.AllInterfaces.Where(
            candidate => candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)];
        if (sequences.Length > 0)
        {
            foreach (INamedTypeSymbol sequence in sequences)
            {
                Arguments(sequence, root, path);
            }

            return;
        }

        foreach (StoredMember member in StoredMembers.Of(type, rules.Marks))
        {
            Member(member, root, path + "." + member.Symbol.Name);
        }
    }

    private bool EnterConstruction(INamedTypeSymbol type)
    {
        constructions.TryGetValue(type.OriginalDefinition, out int count);
        constructions[type.OriginalDefinition] = count + 1;
        return count < MaxConstructions;
    }
}

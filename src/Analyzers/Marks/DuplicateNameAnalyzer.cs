using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Toast.Analyzers;

/// <summary>Finds models that share a class name or alias: TOAST003.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DuplicateNameAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.DuplicateName];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Mark.AttributeType) is { } attribute)
            {
                var models = new ConcurrentBag<INamedTypeSymbol>();
                start.RegisterSymbolAction(symbol => Collect(symbol, attribute, models), SymbolKind.NamedType);
                start.RegisterCompilationEndAction(end => Report(end, attribute, models));
            }
        });
    }

    private static void Collect(SymbolAnalysisContext context, INamedTypeSymbol attribute, ConcurrentBag<INamedTypeSymbol> models)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind == TypeKind.Class && !MarkNames.IsOpen(type) && Mark.IsModel(type, attribute))
        {
            models.Add(type);
        }
    }

    private static void Report(CompilationAnalysisContext context, INamedTypeSymbol attribute, ConcurrentBag<INamedTypeSymbol> models)
    {
        // Models arrive in no order; the diagnostics of one source are the same at every build.
        var owners = new Dictionary<string, (INamedTypeSymbol Model, string Name)>(StringComparer.OrdinalIgnoreCase);
        foreach (INamedTypeSymbol model in models.OrderBy(model => model.ToDisplayString(), StringComparer.Ordinal))
        {
            foreach (string name in MarkNames.Of(model, attribute))
            {
                if (!owners.TryGetValue(name, out (INamedTypeSymbol Model, string Name) owner))
                {
                    owners.Add(name, (model, name));
                }
                else if (!SymbolEqualityComparer.Default.Equals(owner.Model, model))
                {
                    Report(context, owner.Model, owner.Name, model, name);
                    Report(context, model, name, owner.Model, owner.Name);
                }
            }
        }
    }

    private static void Report(
        CompilationAnalysisContext context, INamedTypeSymbol model, string name, INamedTypeSymbol other, string otherName)
    {
        string difference = name == otherName ? "" : $" (the other writes it '{otherName}'; names that differ only in case count as one)";
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.DuplicateName, model.Locations[0], model.ToDisplayString(), other.ToDisplayString(), name, difference));
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Toast.Analyzers;

/// <summary>Finds types that implement <c>IExternal</c> and are no models: TOAST002.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingMarkAnalyzer : DiagnosticAnalyzer
{
    private const string MarkerInterface = "Toast.IExternal";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.MissingMark];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(MarkerInterface) is { } marker
                && start.Compilation.GetTypeByMetadataName(Mark.AttributeType) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => Check(symbol, marker, attribute), SymbolKind.NamedType);
            }
        });
    }

    private static void Check(SymbolAnalysisContext context, INamedTypeSymbol marker, INamedTypeSymbol attribute)
    {
        var type = (INamedTypeSymbol)context.Symbol;

        // An abstract base class may leave the mark to each class derived from it; those are looked at themselves.
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)
            || type.IsAbstract
            || !type.AllInterfaces.Contains(marker, SymbolEqualityComparer.Default)
            || Mark.IsModel(type, attribute))
        {
            return;
        }

        string remedy = type.TypeKind == TypeKind.Struct
            ? "Make it a class or record class with [External], or dump it as a value of its own with IToast.For"
            : "Add [External] to it, or remove IExternal";
        context.ReportDiagnostic(Diagnostic.Create(Rules.MissingMark, type.Locations[0], type.ToDisplayString(), remedy));
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Toast.Analyzers;

/// <summary>Finds stored members whose types are not data: TOAST004.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StoredMemberAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.UnsupportedMember];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Mark.AttributeType) is { } attribute)
            {
                var rules = new MemberRules(start.Compilation, attribute);
                start.RegisterSymbolAction(symbol => Check(symbol, rules), SymbolKind.NamedType);
            }
        });
    }

    private static void Check(SymbolAnalysisContext context, MemberRules rules)
    {
        var type = (INamedTypeSymbol)context.Symbol;

        // A converter on the model decides what is stored of it.
        if (type.TypeKind == TypeKind.Class && rules.IsModel(type) && !rules.Marks.HasConverter(type))
        {
            new MemberWalk(rules, finding => Report(context, type, finding)).Model(type);
        }
    }

    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol model, MemberFinding finding)
    {
        bool own = SymbolEqualityComparer.Default.Equals(finding.Root.ContainingType, model);
        Location location = own ? finding.Root.Locations[0] : model.Locations[0];
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.UnsupportedMember,
            location,
            finding.Path,
            model.ToDisplayString(),
            finding.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(),
            finding.Why.Reason,
            finding.Why.Remedy));
    }
}

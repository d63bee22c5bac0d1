using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Toast.Analyzers;

/// <summary>Checks the storage of <c>[External("...")]</c>: TOAST001 and TOAST005.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StorageMarkAnalyzer : MarkAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.StorageUrl, Rules.LiteralPassword];

    private protected override void Check(SymbolAnalysisContext context, INamedTypeSymbol type, Mark mark)
    {
        if (mark.Storage is not { } storage)
        {
            return;
        }

        if (StorageText.Check(storage) is { } wrong)
        {
            Location location = mark.LocationOf(null, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Rules.StorageUrl, location, type.ToDisplayString(), wrong.Problem, wrong.Remedy));
        }
        else if (StorageText.HoldsLiteralPassword(storage))
        {
            Location location = mark.LocationOf(null, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Rules.LiteralPassword, location, type.ToDisplayString()));
        }
    }
}

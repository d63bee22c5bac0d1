using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Toast.Analyzers;

/// <summary>An analyzer that looks at each <c>[External]</c> of the compilation on its own.</summary>
public abstract class MarkAnalyzer : DiagnosticAnalyzer
{
    private protected MarkAnalyzer()
    {
    }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(Mark.AttributeType) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => CheckType(symbol, attribute), SymbolKind.NamedType);
            }
        });
    }

    private protected abstract void Check(SymbolAnalysisContext context, INamedTypeSymbol type, Mark mark);

    private void CheckType(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Mark.Of(type, attribute) is { } mark)
        {
            Check(context, type, mark);
        }
    }
}

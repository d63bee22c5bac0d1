using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Toast.Analyzers;

/// <summary>Checks the names and settings of <c>[External]</c>: TOAST006 and TOAST007.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MarkSettingsAnalyzer : MarkAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.ClassName, Rules.Setting];

    private protected override void Check(SymbolAnalysisContext context, INamedTypeSymbol type, Mark mark)
    {
        CheckName(context, type, mark);
        CheckAliases(context, type, mark);
        CheckSchemaVersion(context, type, mark);
        CheckTimeToLive(context, type, mark);
    }

    private static void CheckName(SymbolAnalysisContext context, INamedTypeSymbol type, Mark mark)
    {
        if (mark.Named(MarkNames.NameArgument)?.Value is string name)
        {
            CheckName(context, type, "The class name", name, mark.LocationOf(MarkNames.NameArgument, context.CancellationToken));
        }
        else if (ClassNameRules.Check(type.Name.AsSpan()) is { } wrong)
        {
            const string Advice = "[External(Name = \"...\")] with " + ClassNameRules.Description;
            Report(context, Rules.ClassName, type.Locations[0], "The type name, which is the class name", type, wrong, Advice);
        }
    }

    private static void CheckAliases(SymbolAnalysisContext context, INamedTypeSymbol type, Mark mark)
    {
        if (mark.Named(MarkNames.AliasesArgument) is not { Kind: TypedConstantKind.Array, IsNull: false } aliases)
        {
            return;
        }

        Location location = mark.LocationOf(MarkNames.AliasesArgument, context.CancellationToken);
        for (int i = 0; i < aliases.Values.Length; i++)
        {
            string what = "Alias " + (i + 1).ToString(CultureInfo.InvariantCulture);
            CheckName(context, type, what, aliases.Values[i].Value as string ?? "", location);
        }
    }

    private static void CheckName(SymbolAnalysisContext context, INamedTypeSymbol type, string what, string name, Location location)
    {
        if (ClassNameRules.Check(name.AsSpan()) is { } wrong)
        {
            Report(context, Rules.ClassName, location, what, type, wrong, ClassNameRules.Description);
        }
    }

    private static void CheckSchemaVersion(SymbolAnalysisContext context, INamedTypeSymbol type, Mark mark)
    {
        const string Setting = "SchemaVersion";
        if (mark.Named(Setting)?.Value is int and < 1)
        {
            Location location = mark.LocationOf(Setting, context.CancellationToken);
            Report(context, Rules.Setting, location, Setting, type, "is less than 1", "1 for the first shape of the data");
        }
    }

    private static void CheckTimeToLive(SymbolAnalysisContext context, INamedTypeSymbol type, Mark mark)
    {
        const string Setting = "TimeToLive";
        if (mark.Named(Setting)?.Value is string text
            && (!TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan duration) || duration <= TimeSpan.Zero))
        {
            const string Advice = "days.hours:minutes:seconds, such as 1.00:00:00";
            Location location = mark.LocationOf(Setting, context.CancellationToken);
            Report(context, Rules.Setting, location, Setting, type, "is not a positive duration", Advice);
        }
    }

    private static void Report(
        SymbolAnalysisContext context,
        DiagnosticDescriptor rule,
        Location location,
        string what,
        INamedTypeSymbol type,
        string wrong,
        string advice) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, location, what, type.ToDisplayString(), wrong, advice));
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Toast.Analyzers.Tests;

/// <summary>Compiles source against this runtime and Toast, runs every rule over it, and says what they report.</summary>
internal static class Checked
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Text.Json.Serialization;
        global using Toast;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Every analyzer of the assembly, as a compiler would load them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. typeof(StorageMarkAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), false))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    /// <summary>Asserts that the source gives these diagnostics, each written "line id: message", and no other.</summary>
    public static async Task Reports(string source, params string[] expected) =>
        Assert.Equal(expected, (await Run(source)).Select(Show));

    /// <summary>Asserts that no rule reports anything.</summary>
    public static Task IsSilent(string source) => Reports(source);

    public static async Task<ImmutableArray<Diagnostic>> Run(string source, string path = "Source.cs")
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "Source",
            [CSharpSyntaxTree.ParseText(Usings, parse), CSharpSyntaxTree.ParseText(source, parse, path)],
            References,
            options);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal));
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.GetMessage())];
    }

    public static int LineOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1;

    private static string Show(Diagnostic diagnostic) => $"{LineOf(diagnostic)} {diagnostic.Id}: {diagnostic.GetMessage()}";
}

using Microsoft.CodeAnalysis;

namespace Toast.Analyzers;

/// <summary>The rules, one page each in docs/rules. A message quotes names of types and members, never a storage URL.</summary>
internal static class Rules
{
    private const string Category = "Toast";

    public static readonly DiagnosticDescriptor StorageUrl = Rule(
        "TOAST001",
        "Storage in [External] is not well formed",
        "The storage of model '{0}' cannot be used: {1}. To fix it, {2}.",
        "The text of [External] is the name of a store or a storage URL, by the rules that hold at registration.");

    public static readonly DiagnosticDescriptor MissingMark = Rule(
        "TOAST002",
        "Type implements IExternal without [External]",
        "'{0}' implements IExternal, but neither it nor a base class has [External], so it cannot be dumped. {1}.",
        "IExternal only puts the verbs on a type; the attribute makes it a model.");

    public static readonly DiagnosticDescriptor DuplicateName = Rule(
        "TOAST003",
        "Two models have one class name",
        "Models '{0}' and '{1}' both have the class name '{2}'{3}. Set another Name on one of them.",
        "A class name, an alias included, belongs to one model; names that differ only in case count as one.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor UnsupportedMember = Rule(
        "TOAST004",
        "Member of a model cannot be stored",
        "Member '{0}' of model '{1}' holds '{2}', which cannot be stored: {3}. "
        + "{4}, or mark the member [JsonIgnore] or with a [JsonConverter].",
        "A stored member holds data. Types that are not data are refused at registration, and here before that.");

    public static readonly DiagnosticDescriptor LiteralPassword = new(
        "TOAST005",
        "Storage URL holds a literal password",
        "The storage URL of model '{0}' holds a literal password, which everyone with the source or the assembly can read. "
        + "Write a placeholder such as ${{NAME}} in its place; it stands for the environment variable NAME.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: Describe("TOAST005", "A password belongs in the environment, not in the source."));

    public static readonly DiagnosticDescriptor ClassName = Rule(
        "TOAST006",
        "Class name is not well formed",
        "{0} of model '{1}' {2}. Use {3}.",
        "Class names and aliases are part of every reference and key, so that only names every store can hold are allowed.");

    public static readonly DiagnosticDescriptor Setting = Rule(
        "TOAST007",
        "Setting of [External] is out of range",
        "{0} of model '{1}' {2}. Use {3}.",
        "Schema versions start at 1; a time to live is a positive duration in the constant format of TimeSpan.");

    private static DiagnosticDescriptor Rule(string id, string title, string message, string description, params string[] tags) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, Describe(id, description), customTags: tags);

    private static string Describe(string id, string description) => $"{description} See docs/rules/{id}.md.";
}

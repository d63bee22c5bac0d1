using Toast.Benchmarks.Reports;

namespace Toast.Benchmarks;

/// <summary>What each side did in each round, to be compared round by round.</summary>
internal sealed class Sides
{
    private readonly Dictionary<string, List<double>> figures = [];

    public void Add(string side, double figure) => (figures.TryGetValue(side, out List<double>? known) ? known : figures[side] = []).Add(figure);

    /// <summary>What one side did in the middle of its rounds.</summary>
    public double MedianOf(string side) => Ratios.MedianOf(figures[side]);

    /// <summary>The row of one side against another: the median over the rounds of their ratio.</summary>
    public Row Compare(string what, string own, string against, string peer, double asked, bool atLeast, string unit) => new(
        what,
        against,
        Ratios.MedianOf(figures[own].Zip(figures[peer], (a, b) => a / b)),
        asked,
        atLeast,
        $"{Ratios.MedianOf(figures[own]):N0}{unit} against {Ratios.MedianOf(figures[peer]):N0}{unit}");
}

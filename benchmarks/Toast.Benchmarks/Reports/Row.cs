namespace Toast.Benchmarks.Reports;

/// <summary>One line of the table: a ratio within this run, and what is asked of it.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Against">The peer.</param>
/// <param name="Ratio">The measured ratio.</param>
/// <param name="Asked">The bound.</param>
/// <param name="AtLeast">True if the ratio must reach the bound, false if it must not exceed it.</param>
/// <param name="Detail">The figures behind the ratio.</param>
internal sealed record Row(string What, string Against, double Ratio, double Asked, bool AtLeast, string Detail)
{
    public bool Holds => AtLeast ? Ratio >= Asked : Ratio <= Asked;
}

namespace Toast.Grains.Tests.Grains;

[Alias("tests.visitor")]
public interface IVisitorGrain : IGrainWithStringKey
{
    /// <summary>Counts a visit and gives their number.</summary>
    [Alias("visit")]
    Task<int> VisitAsync();

    [Alias("count")]
    Task<int> CountAsync();

    [Alias("forget")]
    Task ForgetAsync();

    [Alias("silo")]
    Task<string> SiloAsync();
}

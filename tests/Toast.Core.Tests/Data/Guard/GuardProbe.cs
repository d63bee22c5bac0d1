using System.Text;
using Toast.Data;
using Toast.Data.Guard;

namespace Toast.Core.Tests.Data.Guard;

/// <summary>Runs the guard on text and hands back what it said.</summary>
internal static class GuardProbe
{
    public static DataFault? Check(string json, JsonLimits? limits = null) => Check(Encoding.UTF8.GetBytes(json), limits);

    public static DataFault? Check(ReadOnlySpan<byte> utf8, JsonLimits? limits = null)
    {
        try
        {
            JsonGuard.Check(utf8, limits ?? JsonLimits.Default);
            return null;
        }
        catch (DataFault fault)
        {
            return fault;
        }
    }

    public static void AssertRefused(string json, string code, string path = "$", JsonLimits? limits = null) =>
        AssertRefused(Encoding.UTF8.GetBytes(json), code, path, limits);

    public static void AssertRefused(ReadOnlySpan<byte> utf8, string code, string path = "$", JsonLimits? limits = null)
    {
        DataFault? fault = Check(utf8, limits);
        Assert.NotNull(fault);
        Assert.Equal((code, path), (fault.Code, fault.Path));
    }

    public static void AssertAccepted(string json, JsonLimits? limits = null) => Assert.Null(Check(json, limits));
}

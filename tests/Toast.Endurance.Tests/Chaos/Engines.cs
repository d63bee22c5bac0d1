using Toast.Endurance.Tests.Load;

namespace Toast.Endurance.Tests.Chaos;

/// <summary>Engines on the store under test.</summary>
internal static class Engines
{
    public static IToast On(string url) =>
        new ToastBuilder().AddStore("main", url).AddModel<Parcel>().AddModel<Contract>().AddModel<Tally>().Build();
}

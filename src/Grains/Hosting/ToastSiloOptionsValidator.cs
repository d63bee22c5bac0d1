using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using Toast.Grains.Stores;
using Toast.Registry;

namespace Toast.Grains.Hosting;

/// <summary>Checks the whole set-up before the silo joins its cluster, and names every key that is wrong.</summary>
internal sealed class ToastSiloOptionsValidator(IOptions<ToastSiloOptions> options, IServiceProvider services) : IConfigurationValidator
{
    private const int FewestWarmRecords = 1_000;
    private const int MostWarmRecords = 100_000_000;

    private static readonly TimeSpan ShortestIdleTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public void ValidateConfiguration()
    {
        var errors = new List<ExternalStorageException>();
        CheckNames(options.Value, errors);
        CheckMemory(options.Value, errors);
        if (errors.Count == 0)
        {
            TryOpen(errors);
        }

        if (errors.Count > 0)
        {
            throw ConfigurationError.Combine(errors);
        }
    }

    private void CheckNames(ToastSiloOptions set, List<ExternalStorageException> errors)
    {
        HashSet<string> known = new([.. set.Stores.Keys, .. set.GrainStorage.Keys, .. set.OpenBackends.Select(store => store.Name)], StringComparer.OrdinalIgnoreCase);
        foreach (string name in known.Where(name => !StoreNameRules.IsWellFormed(name)))
        {
            Add(errors, ErrorCodes.InvalidConfiguration, $"Toast:Stores: the store name {HostileText.ShowName(name)} is not well formed. Use {StoreNameRules.Description}.");
        }

        foreach (string name in set.GrainStorage.Keys.Where(name => set.Stores.ContainsKey(name)))
        {
            Add(errors, ErrorCodes.DuplicateRegistration, $"Toast:GrainStorage:{name}: the store is also in Toast:Stores. Remove one of the two.");
        }

        foreach ((string name, string provider) in set.GrainStorage)
        {
            if (services.GetKeyedService<IGrainStorage>(provider) is null)
            {
                Add(errors, ErrorCodes.InvalidConfiguration, $"Toast:GrainStorage:{name}: no grain storage is registered under the name '{HostileText.Show(provider)}'. Register it with AddAdoNetGrainStorage, AddRedisGrainStorage or another one.");
            }
        }

        foreach ((string className, string store) in set.Classes)
        {
            CheckClass(errors, "Classes", className);
            CheckStore(errors, $"Classes:{HostileText.Show(className)}", store, known);
        }

        foreach (string className in set.AcceptedClasses)
        {
            CheckClass(errors, "AcceptedClasses", className);
        }

        if (set.DefaultStore is { } defaultStore)
        {
            CheckStore(errors, "DefaultStore", defaultStore, known);
        }
    }

    private static void CheckClass(List<ExternalStorageException> errors, string key, string className)
    {
        if (ClassMap.Check(className) is { } problem)
        {
            Add(errors, ErrorCodes.InvalidName, $"Toast:{key}: the class name '{HostileText.Show(className)}' {problem}. Use {ClassNameRules.Description}, with or without a * at its end.");
        }
    }

    private static void CheckStore(List<ExternalStorageException> errors, string key, string store, HashSet<string> known)
    {
        if (!known.Contains(store))
        {
            string stores = known.Count == 0 ? "none is" : $"configured are {string.Join(", ", known.Order(StringComparer.Ordinal))}";
            Add(errors, ErrorCodes.UnknownStore, $"Toast:{key}: the store {HostileText.ShowName(store)} is not configured; {stores}. Add it to Toast:Stores, or correct the name.");
        }
    }

    private static void CheckMemory(ToastSiloOptions set, List<ExternalStorageException> errors)
    {
        if (set.WarmFreshness < TimeSpan.Zero || set.WarmFreshness > Longest)
        {
            Add(errors, ErrorCodes.InvalidConfiguration, "Toast:WarmFreshness must be from 0 to 1 day.");
        }

        if (set.IdleTime < ShortestIdleTime || set.IdleTime > Longest)
        {
            Add(errors, ErrorCodes.InvalidConfiguration, "Toast:IdleTime must be from 2 min to 1 day.");
        }

        if (set.MaxWarmRecords is < FewestWarmRecords or > MostWarmRecords)
        {
            Add(errors, ErrorCodes.InvalidConfiguration, "Toast:MaxWarmRecords must be from 1,000 to 100,000,000 records.");
        }

        foreach (string problem in set.Engine.Problems())
        {
            Add(errors, ErrorCodes.InvalidConfiguration, $"Toast:Engine: {problem}.");
        }
    }

    /// <summary>Backends check their URLs when they are made; that contacts nothing.</summary>
    private void TryOpen(List<ExternalStorageException> errors)
    {
        try
        {
            SiloStores stores = services.GetRequiredService<SiloStores>();
            foreach (Engine.RecordStore store in stores.All.Where(store => store.MaxRecordBytes < options.Value.Engine.MaxRecordBytes))
            {
                Add(
                    errors,
                    ErrorCodes.InvalidConfiguration,
                    $"Toast:Engine:MaxRecordBytes is {options.Value.Engine.MaxRecordBytes}, but store {store.Name} carries at most {store.MaxRecordBytes} bytes. Lower it.");
            }
        }
        catch (ExternalStorageException e)
        {
            errors.Add(ConfigurationError.About("Toast:Stores", e));
        }
    }

    private static void Add(List<ExternalStorageException> errors, string code, string message) => errors.Add(ConfigurationError.Of(code, message));
}

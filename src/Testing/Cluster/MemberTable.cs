using System.Globalization;
using Orleans.Messaging;

namespace Toast.Testing;

/// <summary>Who belongs to a test cluster. It is kept beside the silos, so that any of them can go, and tells clients where they can connect.</summary>
internal sealed class MemberTable : IMembershipTable, IGatewayListProvider
{
    private readonly Lock gate = new();
    private readonly Dictionary<SiloAddress, Row> rows = [];
    private int version;

    public TimeSpan MaxStaleness => ClusterTimes.Refresh;

    public bool IsUpdatable => true;

    private TableVersion Version => new(version, version.ToString(CultureInfo.InvariantCulture));

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task<MembershipTableData> ReadAll() => Read(_ => true);

    public Task<MembershipTableData> ReadRow(SiloAddress key) => Read(row => row.Entry.SiloAddress.Equals(key));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        lock (gate)
        {
            return Task.FromResult(IsCurrent(tableVersion) && !rows.ContainsKey(entry.SiloAddress) && Put(entry));
        }
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        lock (gate)
        {
            return Task.FromResult(IsCurrent(tableVersion) && rows.TryGetValue(entry.SiloAddress, out Row? row) && row.ETag == etag && Put(entry));
        }
    }

    /// <summary>Not a change of the table: no member has to look at it again.</summary>
    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        lock (gate)
        {
            if (rows.TryGetValue(entry.SiloAddress, out Row? row))
            {
                row.Entry.IAmAliveTime = entry.IAmAliveTime;
            }
        }

        return Task.CompletedTask;
    }

    public Task DeleteMembershipTableEntries(string clusterId)
    {
        lock (gate)
        {
            rows.Clear();
        }

        return Task.CompletedTask;
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        lock (gate)
        {
            foreach (Row row in rows.Values.Where(row => row.Entry.Status != SiloStatus.Active && row.Entry.IAmAliveTime < beforeDate.UtcDateTime).ToArray())
            {
                rows.Remove(row.Entry.SiloAddress);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IList<Uri>> GetGateways()
    {
        lock (gate)
        {
            return Task.FromResult<IList<Uri>>(
            [
                .. from row in rows.Values
                   where row.Entry.Status == SiloStatus.Active && row.Entry.ProxyPort != 0
                   select SiloAddress.New(row.Entry.SiloAddress.Endpoint.Address, row.Entry.ProxyPort, row.Entry.SiloAddress.Generation).ToGatewayUri(),
            ]);
        }
    }

    /// <summary>Says of a silo what the others would find out by and by.</summary>
    public void DeclareDead(SiloAddress silo)
    {
        lock (gate)
        {
            if (rows.TryGetValue(silo, out Row? row))
            {
                MembershipEntry entry = Copy(row.Entry);
                entry.Status = SiloStatus.Dead;
                Put(entry);
            }
        }
    }

    private bool IsCurrent(TableVersion given) => given.VersionEtag == Version.VersionEtag;

    private bool Put(MembershipEntry entry)
    {
        version++;
        rows[entry.SiloAddress] = new Row(Copy(entry), Version.VersionEtag);
        return true;
    }

    private Task<MembershipTableData> Read(Func<Row, bool> wanted)
    {
        lock (gate)
        {
            return Task.FromResult(new MembershipTableData([.. rows.Values.Where(wanted).Select(row => Tuple.Create(Copy(row.Entry), row.ETag))], Version));
        }
    }

    /// <summary>Members change the entries they are given.</summary>
    private static MembershipEntry Copy(MembershipEntry entry) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = entry.Status,
        SuspectTimes = entry.SuspectTimes is { } times ? [.. times] : null,
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        RoleName = entry.RoleName,
        UpdateZone = entry.UpdateZone,
        FaultZone = entry.FaultZone,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };

    private sealed record Row(MembershipEntry Entry, string ETag);
}

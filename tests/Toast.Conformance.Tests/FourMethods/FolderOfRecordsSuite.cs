using Toast.Testing;

namespace Toast.Conformance.Tests.FourMethods;

public sealed class FolderOfRecordsRecords : RecordConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsConditions : ConditionConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsRaces : RaceConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsDeletes : DeleteConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsBatches : BatchConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsListings : ListingConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsExpiry : ExpiryConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsLifetimes : LifetimeConformance<FolderOfRecordsPlace>;

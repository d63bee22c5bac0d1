using Toast.Testing;

namespace Toast.Conformance.Tests.FourMethods;

public sealed class FolderOfRecordsRecords : RecordConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsConditions : ConditionConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsRaces : RaceConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsDeletes : DeleteConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsBatches : BatchConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsListings : ListingConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsCounts : CountingConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsExpiry : ExpiryConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsLifetimes : LifetimeConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsModels : ModelConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsIdentities : IdentityConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsVersions : VersionConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsExpiryVerbs : ExpiryVerbConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsBulk : BulkConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsChildren : ChildConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsSchemas : SchemaConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsInput : InputConformance<FolderOfRecordsPlace>;

public sealed class FolderOfRecordsAbsences : AbsenceConformance<FolderOfRecordsPlace>;

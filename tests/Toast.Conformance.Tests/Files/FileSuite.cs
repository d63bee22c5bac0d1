using Toast.Testing;

namespace Toast.Conformance.Tests.Files;

public sealed class FileRecords : RecordConformance<FilePlace>;

public sealed class FileConditions : ConditionConformance<FilePlace>;

public sealed class FileRaces : RaceConformance<FilePlace>;

public sealed class FileDeletes : DeleteConformance<FilePlace>;

public sealed class FileBatches : BatchConformance<FilePlace>;

public sealed class FileListings : ListingConformance<FilePlace>;

public sealed class FileCounts : CountingConformance<FilePlace>;

public sealed class FileExpiry : ExpiryConformance<FilePlace>;

public sealed class FileLifetimes : LifetimeConformance<FilePlace>;

public sealed class FileModels : ModelConformance<FilePlace>;

public sealed class FileIdentities : IdentityConformance<FilePlace>;

public sealed class FileVersions : VersionConformance<FilePlace>;

public sealed class FileExpiryVerbs : ExpiryVerbConformance<FilePlace>;

public sealed class FileBulk : BulkConformance<FilePlace>;

public sealed class FileChildren : ChildConformance<FilePlace>;

public sealed class FileSchemas : SchemaConformance<FilePlace>;

public sealed class FileInput : InputConformance<FilePlace>;

public sealed class FileAbsences : AbsenceConformance<FilePlace>;

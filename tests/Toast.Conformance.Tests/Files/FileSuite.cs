using Toast.Testing;

namespace Toast.Conformance.Tests.Files;

public sealed class FileRecords : RecordConformance<FilePlace>;

public sealed class FileConditions : ConditionConformance<FilePlace>;

public sealed class FileRaces : RaceConformance<FilePlace>;

public sealed class FileDeletes : DeleteConformance<FilePlace>;

public sealed class FileBatches : BatchConformance<FilePlace>;

public sealed class FileListings : ListingConformance<FilePlace>;

public sealed class FileExpiry : ExpiryConformance<FilePlace>;

public sealed class FileLifetimes : LifetimeConformance<FilePlace>;

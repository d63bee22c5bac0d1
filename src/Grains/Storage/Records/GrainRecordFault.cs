namespace Toast.Grains.Storage;

/// <summary>What is wrong with a stored record, as the end of a sentence. It never leaves the storage.</summary>
internal sealed class GrainRecordFault(string problem) : Exception(problem);

namespace Toast.Cluster.Tests.Support;

/// <summary>What a later version of Toast may ask of a record. No silo of this version answers it.</summary>
[Alias("toast.tests.IRecordGrainOfTomorrow")]
public interface IRecordGrainOfTomorrow : IGrainWithGuidCompoundKey
{
    [Alias("Find")]
    Task<string> FindAsync(string text);
}

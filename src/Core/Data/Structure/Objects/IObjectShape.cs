using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>The inner side of <see cref="ObjectShape{T}"/> for callers that know the type only at run time.</summary>
internal interface IObjectShape
{
    IReadOnlyCollection<string> MemberNames { get; }

    DataDescription DescribeObject(DescribeWalk walk, TypeMarker? marker);

    void WriteObject(Utf8JsonWriter writer, object value, WriteWalk walk, TypeMarker? marker);

    object ReadObject(ref Utf8JsonReader reader, ReadWalk walk, TypeMarker? marker);

    void VisitObject(object value, VisitWalk walk);

    void ScanObject(ref Utf8JsonReader reader, ScanWalk walk);

    void CheckObject(object value, CheckWalk walk);
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Toast.Grains.Storage;

/// <summary>Which record holds a state: one for each service id, state name and grain id.</summary>
/// <param name="Record">Class name and id of the record.</param>
/// <param name="ServiceId">The service the grain belongs to.</param>
/// <param name="StateName">The name of the state, as the grain calls it.</param>
/// <param name="Grain">The grain id as text, with its type.</param>
internal readonly record struct GrainRecordKey(RecordKey Record, string ServiceId, string StateName, string Grain)
{
    private const int GuidBytes = 16;

    public static GrainRecordKey Of(string serviceId, string stateName, GrainId grainId) => new(
        new RecordKey(GrainClassName.Of(grainId.Type, stateName), IdOf(serviceId, stateName, grainId)), serviceId, stateName, grainId.ToString());

    /// <inheritdoc/>
    public override string ToString() => $"'{HostileText.Show(StateName)}' of grain {HostileText.Show(Grain)}";

    /// <summary>
    /// The first half of a SHA-256 over all parts of the key, each behind its length, as a UUID of version 8 (RFC 9562, section 5.8). Bytes are hashed as they
    /// are: letter case counts, and a text that could be read as a number is not.
    /// </summary>
    private static Guid IdOf(string serviceId, string stateName, GrainId grainId)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(serviceId));
        Append(hash, Encoding.UTF8.GetBytes(stateName));
        Append(hash, grainId.Type.AsSpan());
        Append(hash, grainId.Key.AsSpan());
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(whole);
        Span<byte> id = whole[..GuidBytes];
        id[6] = (byte)(0x80 | (id[6] & 0x0f));
        id[8] = (byte)(0x80 | (id[8] & 0x3f));
        return new Guid(id, bigEndian: true);
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}

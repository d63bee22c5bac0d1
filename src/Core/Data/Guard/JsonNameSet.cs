using System.Buffers;
using System.Runtime.InteropServices;

namespace Toast.Data.Guard;

/// <summary>
/// The names seen in one open object, kept as their offsets in the text. A few are compared one by one; more go into a hash table of offsets, which
/// costs at most 20 bytes a member while it grows. The hash is seeded per process, so that names which collide cannot be prepared.
/// </summary>
internal struct JsonNameSet
{
    private const int FewNames = 16;
    private const int FirstTableSize = 64;

    // Offsets into the text; 0 is free, because no name starts at the first byte. The first FewNames names lie in order, more are hashed.
    private int[]? slots;

    // Eight more bits of each hash: a name in the same slot is looked up in the text only if they agree, and the text is far from the cache.
    private byte[]? tags;
    private int size;
    private int count;

    /// <summary>Adds a name. False if it is there already.</summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="start">The offset of the name's first byte, after the quote.</param>
    /// <param name="name">The name without escapes.</param>
    /// <param name="scratch">A buffer for other names without escapes.</param>
    public bool Add(ReadOnlySpan<byte> utf8, int start, ReadOnlySpan<byte> name, scoped ref byte[] scratch)
    {
        bool added = count < FewNames ? AddToFew(utf8, start, name) : AddToTable(utf8, start, name, ref scratch);
        count += added ? 1 : 0;
        return added;
    }

    public void Clear()
    {
        if (slots is not null)
        {
            ArrayPool<int>.Shared.Return(slots);
        }

        if (tags is not null)
        {
            ArrayPool<byte>.Shared.Return(tags);
        }

        this = default;
    }

    private bool AddToFew(ReadOnlySpan<byte> utf8, int start, ReadOnlySpan<byte> name)
    {
        slots ??= ArrayPool<int>.Shared.Rent(FewNames);
        foreach (int other in slots.AsSpan(0, count))
        {
            if (JsonEscapes.MeansSame(utf8[other..], name))
            {
                return false;
            }
        }

        slots[count] = start;
        return true;
    }

    private bool AddToTable(ReadOnlySpan<byte> utf8, int start, ReadOnlySpan<byte> name, scoped ref byte[] scratch)
    {
        // At most three quarters full.
        if (size == 0 || count >= size - (size / 4))
        {
            Grow(utf8, ref scratch);
        }

        int hash = Hash(name);
        int slot = hash & (size - 1);
        byte tag = Tag(hash);
        while (slots![slot] != 0)
        {
            if (tags![slot] == tag && JsonEscapes.MeansSame(utf8[slots[slot]..], name))
            {
                return false;
            }

            slot = (slot + 1) & (size - 1);
        }

        slots[slot] = start;
        tags![slot] = tag;
        return true;
    }

    private void Grow(ReadOnlySpan<byte> utf8, scoped ref byte[] scratch)
    {
        JsonNameSet old = this;
        size = size == 0 ? FirstTableSize : size * 2;
        slots = ArrayPool<int>.Shared.Rent(size);
        slots.AsSpan(0, size).Clear();
        tags = ArrayPool<byte>.Shared.Rent(size);
        foreach (int start in old.slots.AsSpan(0, old.size == 0 ? old.count : old.size))
        {
            if (start == 0)
            {
                continue;
            }

            int hash = Hash(NameAt(utf8, start, ref scratch));
            int slot = hash & (size - 1);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (size - 1);
            }

            slots[slot] = start;
            tags[slot] = Tag(hash);
        }

        old.Clear();
    }

    private static ReadOnlySpan<byte> NameAt(ReadOnlySpan<byte> utf8, int start, scoped ref byte[] scratch)
    {
        ReadOnlySpan<byte> rest = utf8[start..];
        int end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (rest[end] == '"')
        {
            return rest[..end];
        }

        while (rest[end] != '"')
        {
            // An escaped quote ends nothing.
            end += rest[end] == '\\' ? 2 : 1;
        }

        return Plain(rest[..end], ref scratch);
    }

    /// <summary>The name without escapes, in the buffer, which grows as needed.</summary>
    public static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> raw, scoped ref byte[] buffer)
    {
        if (buffer.Length < raw.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(raw.Length);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsSpan(0, JsonEscapes.Unescape(raw, buffer));
    }

    /// <summary>The hash that guards dictionaries of strings (Marvin), fed with pairs of bytes instead of characters.</summary>
    private static int Hash(ReadOnlySpan<byte> name)
    {
        int hash = string.GetHashCode(MemoryMarshal.Cast<byte, char>(name), StringComparison.Ordinal);
        return (name.Length & 1) == 0 ? hash : hash + (name[^1] * unchecked((int)0x9E3779B1));
    }

    /// <summary>The upper bits; the lower ones chose the slot.</summary>
    private static byte Tag(int hash) => (byte)(hash >>> 24);
}

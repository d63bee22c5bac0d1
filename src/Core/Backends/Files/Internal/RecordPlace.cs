namespace Toast;

/// <summary>The file of one record.</summary>
/// <param name="ClassFolder">The name of its class's folder.</param>
/// <param name="Id">Its id.</param>
/// <param name="InClass">The path of its class's folder.</param>
/// <param name="Folder">The path of the folder it is in.</param>
/// <param name="File">Its path.</param>
internal sealed record RecordPlace(string ClassFolder, Guid Id, string InClass, string Folder, string File)
{
    /// <summary>
    /// Which of the store's locks guards the record, 0 to <see cref="StripeLocks.Count"/> - 1. The last byte of an id is random.
    /// </summary>
    public int Stripe => StripeOf(Id);

    public static int StripeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = id.TryWriteBytes(bytes);
        return bytes[15] % StripeLocks.Count;
    }
}

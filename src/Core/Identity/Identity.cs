namespace Toast;

/// <summary>The identity of one instance. Fields change under its own lock.</summary>
internal sealed class Identity
{
    /// <summary>The reference, once a dump succeeded or the instance was restored.</summary>
    public ExternalReference? Reference { get; set; }
}

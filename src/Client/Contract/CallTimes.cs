namespace Toast.Client.Contract;

/// <summary>How long one message waits for its answer.</summary>
internal static class CallTimes
{
    /// <summary>
    /// Below the deadline of a call (10 s), so that a call that was on its way to a silo that died can be sent again in time. A store may take longer:
    /// the repeated call then joins the first one.
    /// </summary>
    public const string Response = "00:00:04";
}

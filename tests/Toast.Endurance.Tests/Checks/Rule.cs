namespace Toast.Endurance.Tests.Checks;

/// <summary>
/// What must hold for the history of one record. Each rule follows from two promises, that an acknowledged operation took effect once at one
/// moment between its start and its end, and that a refused one took none; so no rule depends on how fast anything is.
/// </summary>
internal enum Rule
{
    /// <summary>Content is whole: its check sum covers every member. Two writers, or half a write, never mix.</summary>
    Torn,

    /// <summary>Content that a read finds was written by an operation on this record that had begun before the read ended.</summary>
    NobodyWrote,

    /// <summary>Content of a write that was refused is never found: "nothing was written" is a promise, and callers act on it.</summary>
    RefusedButThere,

    /// <summary>A version of a life has one content. Two acknowledged writes therefore never share a version.</summary>
    TwoContentsOfOneVersion,

    /// <summary>
    /// Content stands at one version, also when its write was repeated after a lost answer. The exception are writes that compare no version, sent
    /// during a disturbance: another writer may come between two tries, and then the store cannot recognise the second.
    /// </summary>
    OneContentAtTwoVersions,

    /// <summary>
    /// A read that begins after a state was acknowledged or seen finds that state or a later one. So a write whose outcome was unknown stays,
    /// once it was seen.
    /// </summary>
    WentBack,

    /// <summary>A write that begins after a state was acknowledged or seen gets a higher version.</summary>
    WriteNotAfterEarlier,

    /// <summary>A record that was there is found until a delete may have removed it: no acknowledged write is lost.</summary>
    Lost,

    /// <summary>A life that was there before a moment without a record is not found afterwards: deleted data does not come back.</summary>
    CameBack,

    /// <summary>One life ends before the next begins.</summary>
    LivesMixed,

    /// <summary>A new life needs a delete that ended the one before.</summary>
    LifeWithoutDelete,

    /// <summary>
    /// Every version up to the highest that is known was made by a write: those without an acknowledged write need one whose outcome is unknown,
    /// or one that may have been sent twice (see <see cref="OneContentAtTwoVersions"/>).
    /// </summary>
    VersionNobodyWrote,

    /// <summary>An acknowledged conditional write follows directly upon the very state it compared with.</summary>
    ConditionIgnored,

    /// <summary>A counter that is raised by one with each write, from 0 at version 1, has counted its acknowledged raises exactly.</summary>
    CountedWrong,
}

namespace Toast;

/// <summary>
/// Marks a class or record class as a model whose data lives in a store and travels as a two-key reference.
/// A subclass inherits the mark unless it has its own.
/// </summary>
/// <param name="storage">
/// A storage URL (<c>sqlite:///data/app.db</c>), a URL with <c>${NAME}</c> environment placeholders, or the name of a configured store.
/// Without it the default store of the host is used; a host without one refuses the model.
/// </param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public sealed class ExternalAttribute(string? storage = null) : Attribute
{
    /// <summary>The storage URL or store name as written in the mark, or null for the default store of the host.</summary>
    public string? Storage { get; } = storage;

    /// <summary>
    /// The class name in references: 1 to 200 characters, ASCII letters, digits and <c>_ . ` [ ] , + -</c>.
    /// </summary>
    /// <value>Default: the simple name of the type, with the names of its type arguments in brackets (<c>Box[Int32]</c>).</value>
    public string? Name { get; set; }

    /// <summary>
    /// Earlier names of the class, oldest first. References with any of them restore the same records. Records stay stored under the
    /// oldest name, so that two copies of one record never exist. On a generic class each name gets the type arguments, like the class name itself.
    /// </summary>
    public string[] Aliases { get; set; } = [];

    /// <summary>The version of the shape of the data, from 1.</summary>
    /// <value>Default: 1.</value>
    public int SchemaVersion { get; set; } = 1;

    /// <summary>What a dump does when another writer changed the record since this instance was restored.</summary>
    /// <value>Default: <see cref="ConcurrencyMode.LastWriteWins"/>.</value>
    public ConcurrencyMode Concurrency { get; set; }

    /// <summary>
    /// How long a record lives after each dump, in the constant format of <see cref="TimeSpan"/> (<c>"1.00:00:00"</c> is a day,
    /// <c>"00:00:00.900"</c> is 900 milliseconds). Null means that records do not expire.
    /// </summary>
    public string? TimeToLive { get; set; }
}

namespace Toast.Client.Wire;

/// <summary>What a client knows of where a class lives. The silo decides.</summary>
[GenerateSerializer, Alias("toast.PlaceKind")]
internal enum PlaceKind
{
    /// <summary>Nothing: the silo's mapping of the class, else its default store.</summary>
    Default = 0,

    /// <summary>The silo's mapping of the class, else the store of that name.</summary>
    Named = 1,

    /// <summary>The model names its storage by a URL, which is not sent: only the silo's mapping of the class.</summary>
    ByUrl = 2,

    /// <summary>The store of that name, whatever the mapping says.</summary>
    Exactly = 3,
}

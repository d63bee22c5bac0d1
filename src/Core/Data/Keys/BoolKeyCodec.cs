namespace Toast.Data.Keys;

/// <summary>JSON's own words.</summary>
internal sealed class BoolKeyCodec : KeyCodec<bool>
{
    internal override string Format(bool key) => key ? "true" : "false";

    internal override bool Parse(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw NotAKey(),
    };
}

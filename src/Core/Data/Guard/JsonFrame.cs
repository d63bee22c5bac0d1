namespace Toast.Data.Guard;

/// <summary>One open object or array.</summary>
internal struct JsonFrame
{
    public bool IsArray;

    /// <summary>The position of the value that was read last, or -1.</summary>
    public int Index;

    /// <summary>The name that was read last, as an offset and length in the text; 0 before the first.</summary>
    public int NameStart;
    public int NameLength;

    public JsonNameSet Names;
}

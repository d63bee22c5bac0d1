namespace Toast.Core.Tests.Engine;

[External("main")]
public sealed class Note : IExternal
{
    public string Text { get; set; } = "";
}

namespace Toast;

/// <summary>The engine behind the verbs on models (<c>model.DumpAsync()</c>), for use without dependency injection.</summary>
public static class AmbientToast
{
    /// <summary>The ambient engine.</summary>
    public static IToast Current => throw new InvalidOperationException("There is no ambient engine.");
}

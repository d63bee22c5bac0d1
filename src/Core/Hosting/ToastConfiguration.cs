namespace Toast;

/// <summary>One call of AddToast.</summary>
/// <param name="Configure">What it was told.</param>
internal sealed record ToastConfiguration(Action<IServiceProvider, ToastBuilder> Configure);

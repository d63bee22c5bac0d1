namespace Toast;

/// <summary>
/// The engine behind the verbs on models (<c>model.DumpAsync()</c>), for use without dependency injection. Built at its first use from what
/// <see cref="Configure"/> was told; models that name a URL in their mark need no configuration. It flushes and closes when the process ends.
/// </summary>
public static class AmbientToast
{
    private static readonly Lock Gate = new();
    private static Action<ToastBuilder>? configuration;
    private static IToast? current;
    private static bool isOwned;

    /// <summary>The ambient engine.</summary>
    /// <exception cref="ExternalStorageException">The set-up is wrong.</exception>
    public static IToast Current => current ?? Build();

    /// <summary>Says how the ambient engine is set up. Several calls add up. Call it before the first use of a verb.</summary>
    /// <param name="configure">Adds stores, backends and models.</param>
    /// <exception cref="InvalidOperationException">The ambient engine is already in use.</exception>
    public static void Configure(Action<ToastBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        lock (Gate)
        {
            if (current is not null)
            {
                throw new InvalidOperationException(
                    "The ambient engine is already in use. Call Configure before the first dump or validate, or ShutdownAsync before it.");
            }

            configuration += configure;
        }
    }

    /// <summary>Makes an engine the ambient one. The caller keeps it and disposes it.</summary>
    /// <param name="toast">The engine.</param>
    /// <exception cref="InvalidOperationException">Another ambient engine is already in use.</exception>
    public static void Use(IToast toast)
    {
        ArgumentNullException.ThrowIfNull(toast);
        lock (Gate)
        {
            if (current is not null && !ReferenceEquals(current, toast))
            {
                throw new InvalidOperationException("Another ambient engine is already in use. Call ShutdownAsync before using this one.");
            }

            current = toast;
            isOwned = false;
        }
    }

    /// <summary>Flushes and closes the ambient engine and forgets its configuration; the next use starts anew.</summary>
    /// <returns>A task that ends when everything is closed.</returns>
    public static async Task ShutdownAsync()
    {
        IToast? closing;
        lock (Gate)
        {
            closing = isOwned ? current : null;
            current = null;
            configuration = null;
            isOwned = false;
        }

        if (closing is not null)
        {
            await closing.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Makes an engine the ambient one if there is none yet.</summary>
    internal static void TryUse(IToast toast)
    {
        lock (Gate)
        {
            current ??= toast;
        }
    }

    /// <summary>Forgets an engine that is about to be disposed elsewhere.</summary>
    internal static void Forget(IToast toast)
    {
        lock (Gate)
        {
            current = ReferenceEquals(current, toast) ? null : current;
        }
    }

    private static IToast Build()
    {
        lock (Gate)
        {
            if (current is null)
            {
                var builder = new ToastBuilder();
                configuration?.Invoke(builder);
                current = builder.Build();
                isOwned = true;
                CloseWithProcess();
            }

            return current;
        }
    }

    private static void CloseWithProcess()
    {
        AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
        {
            IToast? open = isOwned ? current : null;
            // The process is ending on this very thread; waiting is the only way left to let the last writes finish. The wait is bounded.
            open?.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5)).ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        };
    }
}

using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Toast.Silo;

/// <summary>Starts the record server, waits until it is told to stop, and turns what keeps it from starting into one clear text.</summary>
internal static class SiloProgram
{
    private const int Success = 0;
    private const int Failure = 1;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            WebApplication app = SiloApplication.Build(args, out SiloOptions options);
            await using (app.ConfigureAwait(false))
            {
                await app.StartAsync().ConfigureAwait(false);
                await ReadyMessage.WriteAsync(output, app.Urls, options).ConfigureAwait(false);
                await app.WaitForShutdownAsync().ConfigureAwait(false);
            }

            return Success;
        }
        catch (SettingException failure)
        {
            return await RefuseAsync(errors, failure.Message).ConfigureAwait(false);
        }
        catch (ExternalStorageException failure)
        {
            return await RefuseAsync(errors, failure.Message).ConfigureAwait(false);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            return await RefuseAsync(
                errors,
                "The address to listen on is in use by another program. Stop that program, or name another port, such as "
                + "--urls http://127.0.0.1:7071.").ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            return await RefuseAsync(
                errors,
                "The server cannot listen on the address it was given. Name one of this machine and a port that needs no special right, such "
                + "as --urls http://127.0.0.1:7071.").ConfigureAwait(false);
        }
    }

    private static async Task<int> RefuseAsync(TextWriter errors, string message)
    {
        await errors.WriteLineAsync($"Toast cannot start. {message}").ConfigureAwait(false);
        return Failure;
    }
}

namespace Toast.Silo.Tests;

/// <summary>Sends bytes that no HTTP library would send, and reads the answer to its end.</summary>
internal static class RawHttp
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static Task<RawAnswer> GetAsync(Uri address, string target) =>
        SendAsync(address, $"GET {target} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n");

    public static async Task<RawAnswer> SendAsync(Uri address, string request, bool endsThere = false)
    {
        using RawConnection connection = await RawConnection.OpenAsync(address);
        await connection.SayAsync(request);
        if (endsThere)
        {
            connection.EndSaying();
        }

        return await connection.HearAllAsync();
    }
}

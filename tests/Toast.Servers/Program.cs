using System.Runtime.InteropServices;
using Toast.Servers;

// Starts the servers that tests share, prints the variables that name them and then "ready", and ends them when its input ends or at a signal to end.
var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
foreach ((string name, string value) in await SharedServers.StartAllAsync())
{
    Console.WriteLine($"{name}={value}");
}

Console.WriteLine("ready");
await Console.Out.FlushAsync();
Task input = Task.Run(async () =>
{
    while (await Console.In.ReadLineAsync() is not null)
    {
        // What is typed means nothing; the end of the input does.
    }
});
await Task.WhenAny(ended.Task, input);
SharedServers.StopAll();
return 0;

void End(PosixSignalContext context)
{
    context.Cancel = true;
    ended.TrySetResult();
}

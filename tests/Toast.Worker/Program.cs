using System.Globalization;
using Toast;
using Toast.Worker;

if (args.Length < 2)
{
    await Console.Error.WriteLineAsync("This program is started by tests: Toast.Worker VERB URL ...");
    return 2;
}

// What a call may take on a machine that runs all tests at once: they are not about that.
await using IToast toast = new ToastBuilder().AddStore("main", args[1]).AddModel<Tally>()
    .Configure(options => options.OperationTimeout = TimeSpan.FromMinutes(2)).Build();
string[] rest = args[2..];
switch (args[0])
{
    case "create":
        await Work.CreateAsync(toast, count: Number(0), threads: Number(1));
        return 0;
    case "increment":
        await Work.IncrementAsync(toast, ExternalReference.Parse(rest[0]), times: Number(1));
        return 0;
    case "overwrite":
        await Work.OverwriteAsync(toast, ExternalReference.Parse(rest[0]), from: Number(1), times: Number(2));
        return 0;
    case "print":
        Console.WriteLine(await Work.PrintAsync(toast, rest[0]));
        return 0;
    default:
        await Console.Error.WriteLineAsync($"Unknown verb {args[0]}.");
        return 2;
}

int Number(int index) => int.Parse(rest[index], CultureInfo.InvariantCulture);

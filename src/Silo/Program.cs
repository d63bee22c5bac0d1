using Toast.Silo;

return await SiloProgram.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);

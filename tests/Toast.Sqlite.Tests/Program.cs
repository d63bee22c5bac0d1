using Toast.Sqlite.Tests.Processes;

return args.Length == 0 ? 1 : await WriterProcess.RunAsync(args);

using Quickstart;
using Toast;

// The folder may be named on the command line; the tests run the sample in a folder of their own.
Directory.SetCurrentDirectory(args.Length > 0 ? Directory.CreateDirectory(args[0]).FullName : Directory.GetCurrentDirectory());

await ReadmeExample.RunAsync();
await NestedModels.RunAsync();
await UpdatesAndConflicts.RunAsync();
await MissingRecords.RunAsync();
await CustomBackend.RunAsync();
await AmbientToast.ShutdownAsync();

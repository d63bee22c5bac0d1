using Toast.Faults.Tests.Processes;

return await ChildProgram.RunAsync(args);

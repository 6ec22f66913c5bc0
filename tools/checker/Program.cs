using nanoDer.Checker;

return CommandLine.Run(args, Console.Out, Console.Error);

using BenchmarkDotNet.Running;
using nanoDer.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(XerBenchmarks).Assembly).Run(args);

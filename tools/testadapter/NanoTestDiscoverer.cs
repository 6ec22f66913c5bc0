using System.ComponentModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Adapter;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace nanoDer.TestAdapter;

/// <summary>Lists the tests of assemblies written with nanoFramework.TestFramework.</summary>
[FileExtension(".dll")]
[DefaultExecutorUri(NanoTestExecutor.UriText)]
[Category("managed")]
public sealed class NanoTestDiscoverer : ITestDiscoverer
{
    /// <inheritdoc/>
    public void DiscoverTests(IEnumerable<string> sources, IDiscoveryContext discoveryContext, IMessageLogger logger, ITestCaseDiscoverySink discoverySink)
    {
        foreach (string source in sources)
        {
            foreach (TestCase test in TestCases.Read(source)?.All ?? [])
            {
                discoverySink.SendTestCase(test);
            }
        }
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace nanoDer.Benchmarks;

/// <summary>
/// The codec that asn1c (Debian's, BSD licence) makes of the corpus's module: generated and compiled in a temporary folder when
/// the benchmark runs, and loaded into this process.
/// </summary>
internal sealed unsafe class Asn1c : IDisposable
{
    // Decode makes a new structure, as every decoder of asn1c does; both work on buffers of the caller.
    private const string Shim = """
        #include <MMSpdu.h>
        static char out[1 << 20];
        static size_t used;
        static int put(const void *b, size_t n, void *k) { if (used + n > sizeof out) return -1; memcpy(out + used, b, n); used += n; return 0; }
        void *bench_decode(const char *b, long n) {
          void *p = 0;
          asn_dec_rval_t r = xer_decode(0, &asn_DEF_MMSpdu, &p, b, n);
          if (r.code != RC_OK) { ASN_STRUCT_FREE(asn_DEF_MMSpdu, p); return 0; }
          return p;
        }
        void bench_free(void *p) { ASN_STRUCT_FREE(asn_DEF_MMSpdu, p); }
        long bench_encode(void *p) { used = 0; return xer_encode(&asn_DEF_MMSpdu, p, XER_F_CANONICAL, put, 0).encoded < 0 ? -1 : (long)used; }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("nanoder-asn1c-").FullName;
    private readonly nint _library;
    private readonly delegate* unmanaged<byte*, long, nint> _decode;
    private readonly delegate* unmanaged<nint, void> _free;
    private readonly delegate* unmanaged<nint, long> _encode;

    public Asn1c(string module)
    {
        string shim = Path.Combine(_folder, "shim.c");
        Run("asn1c", "-fcompound-names", module);
        File.Delete(Path.Combine(_folder, "converter-sample.c"));
        File.WriteAllText(shim, Shim);
        Run("gcc", ["-O2", "-w", "-shared", "-fPIC", "-I.", "-o", "libmms.so", .. Directory.GetFiles(_folder, "*.c")]);
        _library = NativeLibrary.Load(Path.Combine(_folder, "libmms.so"));
        _decode = (delegate* unmanaged<byte*, long, nint>)NativeLibrary.GetExport(_library, "bench_decode");
        _free = (delegate* unmanaged<nint, void>)NativeLibrary.GetExport(_library, "bench_free");
        _encode = (delegate* unmanaged<nint, long>)NativeLibrary.GetExport(_library, "bench_encode");
    }

    public nint Decode(byte[] document)
    {
        fixed (byte* octets = document)
        {
            nint pdu = _decode(octets, document.Length);
            return pdu != 0 ? pdu : throw new InvalidOperationException("asn1c refuses the document");
        }
    }

    public void Free(nint pdu) => _free(pdu);

    public long Encode(nint pdu) => _encode(pdu);

    public void Dispose()
    {
        NativeLibrary.Free(_library);
        Directory.Delete(_folder, recursive: true);
    }

    private void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException(program);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        output.Wait();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {error}");
        }
    }
}

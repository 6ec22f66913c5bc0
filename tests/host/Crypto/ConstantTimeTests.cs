using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using Mono.Cecil;
using Mono.Cecil.Cil;
using nanoDer.Crypto;
using Xunit;
using MethodBody = Mono.Cecil.Cil.MethodBody;

namespace nanoDer.HostTests.Crypto;

/// <summary>
/// That the sequence of a secret operation does not depend on the secret: the compiled library is rewritten so that each branch
/// tells when it falls through and each array access its index, and the whole trace of two runs with different secrets is compared.
/// </summary>
public class ConstantTimeTests
{
    private static readonly Lazy<TracedLibrary> Library = new(() => new TracedLibrary());

    private static readonly string[] Scalars =
    [
        "0000000000000000000000000000000000000000000000000000000000000001",
        "0000000000000000000000000000000000000000000000000000000000000002",
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550",
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC63254F",
        "8000000000000000000000000000000000000000000000000000000000000000",
        "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F",
        "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
    ];

    [Fact]
    public void Key_agreement_takes_the_same_way_for_every_key()
    {
        TracedLibrary library = Library.Value;
        dynamic curve = library.Call("EllipticCurve", "P256");
        dynamic peerKey = library.Key("11" + Scalars[7][2..]);
        byte[] peer = new byte[65];
        curve.DerivePublic(peerKey, peer, 0);
        dynamic shared = library.Create("KeyMaterial", 32);
        Same(Scalars, scalar => curve.Agree(library.Key(scalar), peer, 0, 65, shared));
    }

    [Fact]
    public void Public_keys_are_derived_the_same_way()
    {
        TracedLibrary library = Library.Value;
        dynamic curve = library.Call("EllipticCurve", "P256");
        byte[] point = new byte[65];
        Same(Scalars, scalar => curve.DerivePublic(library.Key(scalar), point, 0));
    }

    [Fact]
    public void Signatures_are_made_the_same_way()
    {
        TracedLibrary library = Library.Value;
        dynamic curve = library.Call("EllipticCurve", "P256");
        dynamic ecdsa = library.Create("Ecdsa", curve, library.Create("Hmac", library.Create("Sha256")));
        byte[] digest = new byte[32];
        byte[] signature = new byte[64];
        Same(Scalars, scalar => ecdsa.Sign(library.Key(scalar), digest, 0, signature, 0));
    }

    // Keys of one length and one public exponent; what differs is all that is secret, and the modulus with it.
    [Theory]
    [InlineData("Pkcs1")]
    [InlineData("Pss")]
    public void Rsa_signatures_are_made_the_same_way(string padding)
    {
        TracedLibrary library = Library.Value;
        dynamic hash = library.Create("Sha256");
        dynamic kind = library.Value("RsaPadding", padding);
        byte[] digest = new byte[32];
        byte[] signature = new byte[256];
        var traces = new List<(long Events, ulong Hash)>();
        for (int i = 0; i < 3; i++)
        {
            using RSA rsa = RSA.Create(2048);
            byte[] encoded = rsa.ExportRSAPrivateKey();
            dynamic key = library.Create("KeyMaterial", encoded.Length);
            key.Set(encoded, 0, encoded.Length);
            dynamic signer = library.Create("RsaSigner", 2048, hash);
            Assert.Equal(0, (int)signer.Load(key));
            dynamic random = library.Create("Drbg");
            random.Seed(RandomNumberGenerator.GetBytes(48), 0, 48);
            traces.Add(Trace(() => Assert.Equal(0, (int)signer.Sign(kind, digest, 0, 32, random, signature, 0))));
            Assert.True(rsa.VerifyHash(
                digest, signature, HashAlgorithmName.SHA256, padding == "Pss" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
        }

        Assert.True(traces[0].Events > 100_000);
        Assert.All(traces, t => Assert.Equal(traces[0], t));
    }

    [Fact]
    public void Encryption_and_hashing_take_the_same_way()
    {
        TracedLibrary library = Library.Value;
        dynamic aes = library.Create("ManagedAes", 64);
        dynamic gcm = library.Create("AesGcm", aes, 64, 0);
        dynamic hmac = library.Create("Hmac", library.Create("Sha256"));
        byte[] zeros = new byte[96];
        byte[] tag = new byte[16];
        Same(Scalars, scalar =>
        {
            byte[] text = new byte[96];
            byte[] key = Convert.FromHexString(scalar);
            gcm.SetKey(library.Key(scalar));
            gcm.Seal(zeros, 0, zeros, 0, 5, text, 0, 96, tag, 0, 16);
            hmac.SetKey(key, 0, 32);
            hmac.Update(text, 0, 96);
            hmac.Finish(text, 0);
        });
    }

    // The check itself: verification is allowed to depend on its values, and does.
    [Fact]
    public void Verification_shows_that_the_trace_sees_differences()
    {
        TracedLibrary library = Library.Value;
        dynamic curve = library.Call("EllipticCurve", "P256");
        dynamic ecdsa = library.Create("Ecdsa", curve, library.Create("Hmac", library.Create("Sha256")));
        dynamic key = library.Key(Scalars[7]);
        byte[] point = new byte[65];
        curve.DerivePublic(key, point, 0);
        var traces = new HashSet<(long, ulong)>();
        for (int i = 0; i < 3; i++)
        {
            byte[] digest = new byte[32];
            digest[0] = (byte)i;
            byte[] signature = new byte[64];
            ecdsa.Sign(key, digest, 0, signature, 0);
            traces.Add(Trace(() => ecdsa.Verify(point, 0, 65, digest, 0, signature, 0)));
        }

        Assert.Equal(3, traces.Count);
    }

    private static void Same(string[] secrets, Action<string> operation)
    {
        List<(long Events, ulong Hash)> traces = [.. secrets.Select(s => Trace(() => operation(s)))];
        Assert.True(traces[0].Events > 1000);
        Assert.All(traces, t => Assert.Equal(traces[0], t));
    }

    private static (long Events, ulong Hash) Trace(Action operation)
    {
        TraceRecorder.Reset();
        operation();
        return (TraceRecorder.Events, TraceRecorder.Hash);
    }

    private sealed class TracedLibrary
    {
        private readonly Assembly _assembly;

        public TracedLibrary()
        {
            string path = typeof(Sha256).Assembly.Location;
            var image = new MemoryStream();
            var resolver = new DefaultAssemblyResolver();
            resolver.AddSearchDirectory(Path.GetDirectoryName(path)!);
            resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
            using (AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = resolver }))
            {
                Rewrite(assembly.MainModule);
                assembly.Write(image);
            }

            image.Position = 0;
            var context = new AssemblyLoadContext("traced");
            context.Resolving += (_, name) => AssemblyLoadContext.Default.LoadFromAssemblyName(name);
            _assembly = context.LoadFromStream(image);
        }

        public dynamic Create(string type, params object[] arguments)
            => Activator.CreateInstance(_assembly.GetType($"nanoDer.Crypto.{type}", true)!, arguments)!;

        public dynamic Call(string type, string method)
            => _assembly.GetType($"nanoDer.Crypto.{type}", true)!.GetMethod(method)!.Invoke(null, null)!;

        public dynamic Value(string type, string name) => Enum.Parse(_assembly.GetType($"nanoDer.Crypto.{type}", true)!, name);

        public dynamic Key(string hex)
        {
            dynamic key = Create("KeyMaterial", 32);
            key.Set(Convert.FromHexString(hex), 0, 32);
            return key;
        }

        private static void Rewrite(ModuleDefinition module)
        {
            MethodReference block = module.ImportReference(typeof(TraceRecorder).GetMethod(nameof(TraceRecorder.Block)));
            MethodReference index = module.ImportReference(typeof(TraceRecorder).GetMethod(nameof(TraceRecorder.Index)));
            int id = 0;
            foreach (TypeDefinition type in module.GetTypes())
            {
                foreach (MethodDefinition method in type.Methods.Where(m => m.HasBody && m.Name != "Finalize"))
                {
                    Rewrite(method.Body, block, index, ref id);
                }
            }
        }

        private static void Rewrite(MethodBody body, MethodReference block, MethodReference index, ref int id)
        {
            ILProcessor il = body.GetILProcessor();
            foreach (Instruction instruction in body.Instructions.ToArray())
            {
                // A branch that was not taken tells so; with all its siblings told, one that was taken shows by its silence.
                if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch)
                {
                    Insert(il, instruction.Next, block, ++id);
                }

                // The index of a load lies on top.
                if (instruction.OpCode.Name.StartsWith("ldelem", StringComparison.Ordinal))
                {
                    il.InsertBefore(instruction, il.Create(OpCodes.Dup));
                    il.InsertBefore(instruction, il.Create(OpCodes.Call, index));
                }
            }

            Simplify(body);
        }

        private static void Insert(ILProcessor il, Instruction before, MethodReference block, int id)
        {
            il.InsertBefore(before, il.Create(OpCodes.Ldc_I4, id));
            il.InsertBefore(before, il.Create(OpCodes.Call, block));
        }

        // Short branches may have become too long.
        private static void Simplify(MethodBody body)
        {
            foreach (Instruction instruction in body.Instructions)
            {
                if (instruction.OpCode.OperandType == OperandType.ShortInlineBrTarget)
                {
                    instruction.OpCode = (OpCode)typeof(OpCodes).GetField(
                        instruction.OpCode.Code.ToString()[..^2], BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
                }
            }
        }
    }
}

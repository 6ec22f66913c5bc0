extern alias nano;

using nanoDer.Device.Execution;
using nanoDer.Device.Memory;
using nanoDer.Device.Model;
using X509 = nano::System.Security.Cryptography.X509Certificates;

namespace nanoDer.Device.Natives;

/// <summary>Certificates, read by the platform assembly as the device's firmware does.</summary>
internal static class CertificateNatives
{
    internal const string Certificate = "System.Security.Cryptography.X509Certificates.X509Certificate";

    public static void Add(Registrar r)
    {
        r.Of(Certificate).Add("ParseCertificate(Byte[],String&,String&,DateTime&,DateTime&)", Parse);
        r.Of(Certificate + "2").Add("DecodePrivateKeyNative(Byte[],Byte[],String)", (ref NativeCall c) =>
            Refuse((c.Array(0).Bytes, c.Array(1).Bytes, c.TextOrNull(2)), static s => new X509.X509Certificate2(s.Item1, s.Item2, s.Item3)));
        r.Of("System.Net.Security.CertificateManager").Add("AddCaCertificateBundle(Byte[])", (ref NativeCall c) =>
            c.Return(nano::System.Net.Security.CertificateManager.AddCaCertificateBundle(c.Array(0).Bytes)));
    }

    /// <summary>The platform's object for one of the program.</summary>
    internal static X509.X509Certificate? Of(Instance? certificate)
    {
        if (certificate is null || Field(certificate, "_certificate") is not ArrayObject bytes)
        {
            return null;
        }

        HeapObject? key = certificate.Type.FullName == Certificate ? null : Field(certificate, "_privateKey");
        return key is ArrayObject privateKey
            ? new X509.X509Certificate2(bytes.Bytes, privateKey.Bytes, (Field(certificate, "_password") as StringObject)?.Text)
            : new X509.X509Certificate(bytes.Bytes);
    }

    private static HeapObject? Field(Instance instance, string name)
    {
        for (DeviceType? type = instance.Type; type is not null; type = type.Base)
        {
            if (type.Fields.Find(f => f.Name == name) is { } field)
            {
                return instance.Fields[field.Index].O as HeapObject;
            }
        }

        throw new InvalidOperationException($"{instance.Type.FullName} has no field {name}.");
    }

    private static void Parse(ref NativeCall c)
    {
        X509.X509Certificate parsed = Refuse(c.Array(0).Bytes, static b => new X509.X509Certificate(b));
        Interpreter.WriteThrough(c[1], Value.Ref(c.Heap.NewString(parsed.Issuer)));
        Interpreter.WriteThrough(c[2], Value.Ref(c.Heap.NewString(parsed.Subject)));
        Interpreter.WriteThrough(c[3], new Value { T = Tag.DateTime, N = parsed.GetEffectiveDate().Ticks });
        Interpreter.WriteThrough(c[4], new Value { T = Tag.DateTime, N = parsed.GetExpirationDate().Ticks });
    }

    private static T Refuse<TState, T>(TState state, Func<TState, T> make)
    {
        try
        {
            return make(state);
        }
        catch (ArgumentException)
        {
            throw DeviceFault.Argument();
        }
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using nanoDer.Tools;

namespace nanoDer.Pki;

/// <summary>
/// A small certificate authority in a folder, for tests, demonstrations and a first field trial:
/// <c>ca.pem</c>, <c>ca.key</c>, <c>crl.pem</c>, both public ones together as <c>ca-crl.pem</c> (what Prosody wants),
/// and a copy of each certificate it made under <c>issued/</c>.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>Days for which the authority itself holds, unless told.</summary>
    public const int DefaultDays = 3650;

    /// <summary>Days for which a certificate holds, unless told.</summary>
    public const int DefaultLeafDays = 365;

    /// <summary>Days until the next revocation list is due, unless told.</summary>
    public const int DefaultCrlDays = 30;

    private const string CertificateName = "ca.pem";
    private const string KeyName = "ca.key";
    private const string CrlName = "crl.pem";
    private const string BundleName = "ca-crl.pem";
    private const string LockName = ".lock";
    private const string IssuedFolder = "issued";

    private static readonly string[] Reserved = ["ca", "crl", "ca-crl"];

    private readonly X509Certificate2 _certificate;
    private readonly SigningKey _key;

    private CertificateAuthority(string directory, X509Certificate2 certificate, SigningKey key)
    {
        Directory = directory;
        _certificate = certificate;
        _key = key;
    }

    /// <summary>The folder.</summary>
    public string Directory { get; }

    /// <summary>The authority's certificate, PEM.</summary>
    public string CertificateFile => Path.Combine(Directory, CertificateName);

    /// <summary>The revocation list, PEM.</summary>
    public string CrlFile => Path.Combine(Directory, CrlName);

    /// <summary>Certificate and revocation list in one file, PEM.</summary>
    public string BundleFile => Path.Combine(Directory, BundleName);

    private string KeyFile => Path.Combine(Directory, KeyName);

    private string IssuedDirectory => Path.Combine(Directory, IssuedFolder);

    /// <summary>The authority's name.</summary>
    public string Name => _certificate.GetNameInfo(X509NameType.SimpleName, false);

    /// <summary>Last second for which the authority holds, UTC.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter.ToUniversalTime();

    /// <summary>Makes a new authority with an empty revocation list in <paramref name="directory"/>, which is made too.</summary>
    /// <exception cref="UserError">One is there already and <paramref name="force"/> is not set, or the folder cannot be written.</exception>
    public static CertificateAuthority Init(
        string directory, string name = "nanoDer test CA", KeyKind kind = KeyKind.P256, Validity? validity = null, bool force = false)
    {
        if (name.Length is 0 or > 64)
        {
            throw UserError.Usage($"name '{name}'", "it must have 1 to 64 characters", "give --name another one");
        }

        SigningKey key = SigningKey.Generate(kind);
        X509Certificate2 certificate = SelfSign(key, name, validity ?? Validity.Days(DefaultDays));
        bool isNew = !System.IO.Directory.Exists(directory);
        try
        {
            string crl = RevocationList.BuildEmpty(certificate, key.Generator, DefaultCrlDays);
            string pem = certificate.ExportCertificatePem() + "\n";
            var authority = new CertificateAuthority(directory, certificate, key);
            new FileSet(force)
                .AddSecret(authority.KeyFile, key.ExportPem())
                .Add(authority.CertificateFile, pem)
                .Add(authority.CrlFile, crl)
                .Add(authority.BundleFile, pem + crl)
                .Commit();
            System.IO.Directory.CreateDirectory(authority.IssuedDirectory);
            return authority;
        }
        catch (Exception e) when (e is UserError or IOException or UnauthorizedAccessException)
        {
            key.Dispose();
            certificate.Dispose();
            if (isNew)
            {
                DeleteIfEmpty(Path.Combine(directory, IssuedFolder));
                DeleteIfEmpty(directory);
            }

            throw e as UserError ?? new UserError(directory, e.Message, "give --dir a folder that you can write");
        }
    }

    /// <summary>Opens the authority in <paramref name="directory"/>.</summary>
    /// <exception cref="UserError">None is there, or its files do not fit together.</exception>
    public static CertificateAuthority Open(string directory)
    {
        string certificateFile = Path.Combine(directory, CertificateName);
        string keyFile = Path.Combine(directory, KeyName);
        if (!File.Exists(certificateFile) || !File.Exists(keyFile))
        {
            throw new UserError(
                directory, $"it has no {CertificateName} and {KeyName}", $"make an authority first: nanoder pki init --dir {directory}");
        }

        X509Certificate2? certificate = null;
        try
        {
            certificate = X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile));
            return new CertificateAuthority(directory, certificate, SigningKey.FromPem(certificate, File.ReadAllText(keyFile)));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            certificate?.Dispose();
            throw new UserError(keyFile, e.Message, $"restore {CertificateName} and {KeyName} of one and the same authority");
        }
    }

    /// <summary>
    /// Makes a key and a certificate: <c>NAME.key</c> and <c>NAME.pem</c> in <paramref name="outputDirectory"/> (the authority's own folder unless given).
    /// </summary>
    /// <exception cref="UserError">A file stands in the way and <paramref name="force"/> is not set, or the certificate would outlive the authority.</exception>
    public IssuedCertificate Issue(
        CertificateProfile profile,
        Validity? validity = null,
        KeyKind kind = KeyKind.P256,
        string? name = null,
        string? outputDirectory = null,
        bool force = false)
    {
        Validity valid = validity ?? Validity.Days(DefaultLeafDays);
        if (valid.NotAfter > NotAfter)
        {
            throw UserError.Usage(
                $"validity until {valid.NotAfter:yyyy-MM-dd}", $"the authority itself ends on {NotAfter:yyyy-MM-dd}", "give --days a smaller number");
        }

        string file = CheckFileName(name ?? profile.DefaultName);
        string directory = outputDirectory ?? Directory;
        using SigningKey key = SigningKey.Generate(kind);
        using X509Certificate2 certificate = Sign(profile.Request(key), valid);
        string pem = certificate.ExportCertificatePem() + "\n";
        string keyFile = Path.Combine(directory, file + ".key");
        string certificateFile = Path.Combine(directory, file + ".pem");
        string copy = Path.Combine(IssuedDirectory, certificate.SerialNumber + ".pem");
        new FileSet(force).AddSecret(keyFile, key.ExportPem()).Add(certificateFile, pem).Add(copy, pem).Commit();
        return IssuedCertificate.From(certificate, certificateFile, keyFile);
    }

    /// <summary>All certificates made so far, oldest first.</summary>
    public IReadOnlyList<IssuedCertificate> List()
    {
        Dictionary<string, DateTimeOffset> revoked = ReadCrl().Revoked;
        var all = new List<IssuedCertificate>();
        string[] files = System.IO.Directory.Exists(IssuedDirectory) ? System.IO.Directory.GetFiles(IssuedDirectory, "*.pem") : [];
        foreach (string file in files)
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            if (IsOurs(certificate))
            {
                bool gone = revoked.TryGetValue(certificate.SerialNumber, out DateTimeOffset at);
                all.Add(IssuedCertificate.From(certificate, file, revokedAt: gone ? at : null));
            }
        }

        return all.OrderBy(c => c.NotBefore).ThenBy(c => c.Serial, StringComparer.Ordinal).ToList();
    }

    /// <summary>Puts a certificate on the revocation list, or tells that it is there already.</summary>
    /// <param name="serialOrFile">Serial number in hex (colons allowed), or a PEM or DER file of the certificate.</param>
    /// <param name="crlDays">Days until the next list is due.</param>
    /// <exception cref="UserError">This authority made no such certificate.</exception>
    public IssuedCertificate Revoke(string serialOrFile, int crlDays = DefaultCrlDays)
    {
        using X509Certificate2 certificate = Find(serialOrFile);
        using FileStream turn = TakeTurn();
        RevocationList list = ReadCrl();
        if (!list.Revoked.TryGetValue(certificate.SerialNumber, out DateTimeOffset at))
        {
            at = DateTimeOffset.UtcNow;
            WriteCrl(list.BuildNext(_certificate, _key.Generator, crlDays, certificate));
        }

        return IssuedCertificate.From(certificate, serialOrFile, revokedAt: at);
    }

    /// <summary>Signs the same revocation list anew, before it is overdue. Returns when the next one is due, UTC.</summary>
    public DateTimeOffset RefreshCrl(int crlDays = DefaultCrlDays)
    {
        using FileStream turn = TakeTurn();
        WriteCrl(ReadCrl().BuildNext(_certificate, _key.Generator, crlDays, null));
        return ReadCrl().NextUpdate;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
        _certificate.Dispose();
    }

    private static X509Certificate2 SelfSign(SigningKey key, string name, Validity validity)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        CertificateRequest request = key.Request(subject.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.Create(request.SubjectName, key.Generator, validity.NotBefore, validity.NotAfter, NewSerial());
    }

    private static void DeleteIfEmpty(string directory)
    {
        if (System.IO.Directory.Exists(directory) && !System.IO.Directory.EnumerateFileSystemEntries(directory).Any())
        {
            System.IO.Directory.Delete(directory);
        }
    }

    private static byte[] NewSerial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40); // positive, and always 16 octets long
        return serial;
    }

    private static string CheckFileName(string name)
    {
        bool plain = name.Length > 0 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
        return plain && !Reserved.Contains(name)
            ? name
            : throw UserError.Usage($"file name '{name}'", "it is reserved or has characters other than letters, digits, '.', '-', '_'", "give --name another one");
    }

    private X509Certificate2 Sign(CertificateRequest request, Validity validity)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request.Create(_certificate.SubjectName, _key.Generator, validity.NotBefore, validity.NotAfter, NewSerial());
    }

    private X509Certificate2 Find(string serialOrFile)
    {
        bool isFile = File.Exists(serialOrFile);
        string serial = serialOrFile.Replace(":", "").ToUpperInvariant();
        bool isHex = serial.Length > 0 && serial.All(char.IsAsciiHexDigit);
        string copy = Path.Combine(IssuedDirectory, serial + ".pem");
        X509Certificate2? certificate = isFile ? Load(serialOrFile) : isHex && File.Exists(copy) ? Load(copy) : null;
        if (certificate is not null && IsOurs(certificate))
        {
            return certificate;
        }

        certificate?.Dispose();
        throw new UserError(
            serialOrFile,
            isFile ? $"it is not a certificate of '{Name}'" : "no certificate of that serial number or file name",
            $"see what there is: nanoder pki list --dir {Directory}");
    }

    private static X509Certificate2 Load(string file)
    {
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new UserError(file, "it holds no certificate that can be read", "give a PEM or DER file, or a serial number");
        }
    }

    private bool IsOurs(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate) && chain.ChainElements.Count == 2;
    }

    private RevocationList ReadCrl()
    {
        try
        {
            return RevocationList.FromPem(File.ReadAllText(CrlFile));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UserError(CrlFile, e.Message, "restore it from a copy: a new empty list would take back every revocation");
        }
    }

    private void WriteCrl(string crl) => new FileSet(overwrite: true)
        .Add(CrlFile, crl).Add(BundleFile, _certificate.ExportCertificatePem() + "\n" + crl)
        .Commit();

    // Two revocations at a time would lose one of them: each holds this file open, alone, while it works.
    private FileStream TakeTurn()
    {
        string file = Path.Combine(Directory, LockName);
        for (int tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 50)
            {
                Thread.Sleep(100);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UserError(file, e.Message, "another nanoder may be at work here: try again");
            }
        }
    }
}

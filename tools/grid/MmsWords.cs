using nanoDer.Client;
using nanoDer.Iec61850;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Grid;

/// <summary>Numbers of MMS and IEC 61850 in words.</summary>
internal static class MmsWords
{
    private static readonly string[] AccessErrors =
    [
        "object-invalidated", "hardware-fault", "temporarily-unavailable", "object-access-denied", "object-undefined", "invalid-address",
        "type-unsupported", "type-inconsistent", "object-attribute-inconsistent", "object-access-unsupported", "object-non-existent",
        "object-value-invalid",
    ];

    private static readonly Dictionary<int, string> ErrorClasses = new()
    {
        [Kind.ErrorVmdState] = "vmd-state", [Kind.ErrorApplicationReference] = "application-reference", [Kind.ErrorDefinition] = "definition",
        [Kind.ErrorResource] = "resource", [Kind.ErrorService] = "service", [Kind.ErrorServicePreempt] = "service-preempt",
        [Kind.ErrorTimeResolution] = "time-resolution", [Kind.ErrorAccess] = "access", [Kind.ErrorInitiate] = "initiate",
        [Kind.ErrorConclude] = "conclude", [Kind.ErrorCancel] = "cancel", [Kind.ErrorFile] = "file", [Kind.ErrorOthers] = "others",
    };

    private static readonly string[] FileErrors =
    [
        "other", "filename-ambiguous", "file-busy", "filename-syntax-error", "content-type-invalid", "position-invalid", "file-access-denied",
        "file-non-existent", "duplicate-filename", "insufficient-space-in-filestore",
    ];

    private static readonly string[] AccessClass = ["other", "object-access-unsupported", "object-non-existent", "object-access-denied", "object-invalidated"];

    private static readonly (int Bit, string Name)[] Reasons =
    [
        (0x10, "data-change"), (0x08, "quality-change"), (0x04, "data-update"), (0x02, "integrity"), (0x01, "interrogation"),
    ];

    /// <summary>Name of a DataAccessError.</summary>
    public static string AccessError(int number) => number >= 0 && number < AccessErrors.Length ? AccessErrors[number] : $"error {number}";

    /// <summary>Class and number of a confirmed error, the number in words where it has one here.</summary>
    public static string ServiceError(int errorClass, int code)
    {
        string[] codes = errorClass == Kind.ErrorFile ? FileErrors : errorClass == Kind.ErrorAccess ? AccessClass : [];
        return $"{ErrorClasses.GetValueOrDefault(errorClass, "?")} {(code >= 0 && code < codes.Length ? codes[code] : $"{code}")}";
    }

    /// <summary>Why a PDU was rejected.</summary>
    public static string Reject(int reason, int code)
        => (reason == Kind.RejectConfirmedRequest ? "confirmed-request" : reason == Kind.RejectPduError ? "pdu-error" : "reject") + $" {code}"
            + (reason == Kind.RejectConfirmedRequest && code == 1 ? " unrecognized-service" : "");

    /// <summary>Name of an AddCause, such as <c>blocked-by-mode</c>.</summary>
    public static string AddCauseName(int cause) => Enum.IsDefined((AddCause)cause) ? Dashed(((AddCause)cause).ToString()) : $"add-cause-{cause}";

    /// <summary>Why a member is in a report.</summary>
    public static string Reason(int bits) => bits < 0 ? "" : string.Join('+', Reasons.Where(r => (bits & r.Bit) != 0).Select(r => r.Name));

    /// <summary>Name of a ctlModel (IEC 61850-7-2 clause 20.5.2.1).</summary>
    public static string ControlModel(int model) => model switch
    {
        0 => "status-only",
        1 => "direct-with-normal-security",
        2 => "sbo-with-normal-security",
        3 => "direct-with-enhanced-security",
        4 => "sbo-with-enhanced-security",
        _ => "unknown",
    };

    /// <summary>Name of a status, such as <c>timed-out</c>.</summary>
    public static string Status(ClientStatus status) => Dashed(status.ToString());

    private static string Dashed(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

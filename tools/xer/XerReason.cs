using nanoDer.Core;

namespace nanoDer.Tools;

/// <summary>Why a document was refused, in words.</summary>
public static class XerReason
{
    /// <summary>A short text for a status of the codec or of the XML below it.</summary>
    public static string Of(DerStatus status) => status switch
    {
        DerStatus.Truncated => "the document ends too early",
        DerStatus.XmlNotWellFormed => "not well-formed XML",
        DerStatus.XmlRestricted => "a declaration, comment, processing instruction, CDATA section or document type is not allowed here",
        DerStatus.XmlBadCharacter => "not UTF-8, or a character that XML does not allow",
        DerStatus.XmlBadNamespace => "a bad name, prefix or namespace declaration, or an attribute twice",
        DerStatus.XmlTagTooLong => "a tag is too long",
        DerStatus.XmlTooDeep => "too many open elements",
        DerStatus.XmlTooManyAttributes => "too many attributes",
        DerStatus.MmsUnknownElement => "the schema has no such element here",
        DerStatus.MmsMissingElement => "an element is missing, comes twice or stands in the wrong order",
        DerStatus.MmsBadValue => "the text is no value of this type",
        DerStatus.MmsOutOfRange => "the value is outside the range or size of its type",
        DerStatus.MmsTooDeep => "nested too deep",
        DerStatus.MmsTooLarge => "more elements or octets than a PDU may have",
        DerStatus.MmsUnknownPdu => "no MMS PDU in this form",
        DerStatus.MmsUnknownService => "unknown service",
        DerStatus.MmsUnexpectedText => "text is not allowed here",
        DerStatus.MmsUnexpectedElement => "an element is not allowed in this value",
        DerStatus.MmsSecondAlternative => "a second value where one is allowed",
        DerStatus.MmsUnknownAttribute => "the schema has no such attribute here",
        DerStatus.MmsWrongNamespace => "wrong namespace",
        DerStatus.MmsTooMuchSpace => "too much white space",
        _ => status.ToString(),
    };
}

namespace nanoDer.Xml
{
    /// <summary>What <c>XmlTokenizer.Next</c> found.</summary>
    public enum XmlToken
    {
        /// <summary>Nothing yet: feed more bytes.</summary>
        None = 0,

        /// <summary>A start tag with its attributes; an empty element gives this and then <see cref="EndElement"/>.</summary>
        StartElement = 1,

        /// <summary>The end of the innermost open element.</summary>
        EndElement = 2,

        /// <summary>A piece of character data, references replaced. One text may come in several pieces.</summary>
        Text = 3,

        /// <summary>The input is refused; <c>XmlTokenizer.Status</c> says why. No other token follows.</summary>
        Error = 4,
    }
}

namespace nanoDer.Mms
{
    /// <summary>What <see cref="MmsDecoder.Continue"/> came to.</summary>
    public enum DecodeResult
    {
        /// <summary>All bytes so far are used; feed the tokenizer and continue.</summary>
        NeedMore = 0,

        /// <summary>The tree is complete; the tokenizer stands on the end tag of the PDU.</summary>
        Done = 1,

        /// <summary>The PDU is refused: see <see cref="MmsDecoder.Status"/>. The tokenizer can go on when its own status is Ok.</summary>
        Failed = 2,
    }
}

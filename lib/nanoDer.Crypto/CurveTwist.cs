namespace nanoDer.Crypto
{
    /// <summary>
    /// The way between brainpoolP256r1 and its twist with a = -3 (RFC 5639 clause 3): x' = x Z^2 and y' = y Z^3, and back.
    /// All numbers are in Montgomery's form.
    /// </summary>
    internal sealed class CurveTwist
    {
        /// <summary>Z^2.</summary>
        public readonly long[] EnterX = new long[PrimeField.Limbs];

        /// <summary>Z^3.</summary>
        public readonly long[] EnterY = new long[PrimeField.Limbs];

        /// <summary>Z^-2.</summary>
        public readonly long[] LeaveX = new long[PrimeField.Limbs];

        /// <summary>Z^-3.</summary>
        public readonly long[] LeaveY = new long[PrimeField.Limbs];

        /// <summary>Takes the memory.</summary>
        /// <param name="field">Field of the coordinates.</param>
        public CurveTwist(PrimeField field)
        {
            long[] z = new long[PrimeField.Limbs];
            long[] inverse = new long[PrimeField.Limbs];
            PrimeField.Set(z, 0x3E2D4BD9597B5863, 0x9AE7AA669CAB9837, 0xCF5CF20A2C852D10, 0xF655668DFC150EF0);
            field.ToMontgomery(z, z);
            field.Square(EnterX, z);
            field.Multiply(EnterY, EnterX, z);
            field.Invert(inverse, z, LeaveX, LeaveY);
            field.Square(LeaveX, inverse);
            field.Multiply(LeaveY, LeaveX, inverse);
        }
    }
}

namespace nanoDer.Firmware
{
    /// <summary>
    /// Truncated binary exponential backoff (RFC 6120 clause 3.3): the first wait is random up to a bound, each further one
    /// random in the upper half of a bound twice as long, so that a fleet that lost its server does not come back as one.
    /// </summary>
    public sealed class Backoff
    {
        private readonly int _first;
        private readonly int _longest;
        private uint _random;
        private int _bound;

        /// <summary>Begins with the shortest wait.</summary>
        /// <param name="first">Bound of the first wait in milliseconds.</param>
        /// <param name="longest">Bound of all waits in milliseconds.</param>
        /// <param name="seed">Different for each device.</param>
        public Backoff(int first, int longest, uint seed)
        {
            _first = first;
            _longest = longest;
            _random = seed == 0 ? 1 : seed;
        }

        /// <summary>Gives the next wait.</summary>
        /// <returns>Milliseconds.</returns>
        public int Next()
        {
            if (_bound == 0)
            {
                _bound = _first;
                return Random(_bound);
            }

            _bound = _bound > _longest / 2 ? _longest : _bound * 2;
            return (_bound / 2) + Random(_bound - (_bound / 2));
        }

        /// <summary>Goes to the longest wait at once: for refusals that no quick retry mends.</summary>
        public void Longest()
        {
            _bound = _longest;
        }

        /// <summary>Goes back to the first wait, after a time online.</summary>
        public void Reset()
        {
            _bound = 0;
        }

        private int Random(int bound)
        {
            // xorshift: spreads the waits of many devices, guards no secret.
            _random ^= _random << 13;
            _random ^= _random >> 17;
            _random ^= _random << 5;
            return bound <= 0 ? 0 : (int)(_random % (uint)bound);
        }
    }
}

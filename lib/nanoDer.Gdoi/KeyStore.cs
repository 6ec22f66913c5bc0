using System;
using nanoDer.Core;

namespace nanoDer.Gdoi
{
    /// <summary>
    /// The group's keys, current and next, by KeyID. Keys that arrive are staged and take effect together, or not at all. Times are
    /// milliseconds of the engine's clock. A key is wiped when its time and grace are over.
    /// </summary>
    public sealed class KeyStore
    {
        private readonly Tek[] _teks;
        private readonly Tek[] _staged;
        private int _stagedCount;
        private long _graceMs;

        /// <summary>Takes the memory.</summary>
        /// <param name="capacity">Most TEKs at a time: current and next of each stream.</param>
        public KeyStore(int capacity)
        {
            _teks = new Tek[capacity];
            _staged = new Tek[capacity];
            for (int i = 0; i < capacity; i++)
            {
                _teks[i] = new Tek();
                _staged[i] = new Tek();
            }
        }

        internal Kek Kek = new Kek();

        internal Kek StagedKek = new Kek();

        /// <summary>Number of places for TEKs; see <see cref="Get"/>.</summary>
        public int Capacity
        {
            get { return _teks.Length; }
        }

        /// <summary>Bytes that one needs on the device's heap.</summary>
        /// <param name="capacity">As in the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int capacity)
        {
            // Two KEKs and two lists; twice 444 for a key and 12 for its place.
            return 2964 + (912 * capacity);
        }

        /// <summary>A place of the store.</summary>
        /// <param name="index">0 to <see cref="Capacity"/> - 1.</param>
        /// <returns>The key there; <see cref="Tek.IsUsed"/> says whether there is one.</returns>
        public Tek Get(int index)
        {
            return _teks[index];
        }

        /// <summary>The key to send with: among those whose time it is the one that was activated last.</summary>
        /// <param name="nowMs">The time.</param>
        /// <returns>Null when there is none.</returns>
        [DataPath]
        public Tek Sending(long nowMs)
        {
            Tek best = null;
            for (int i = 0; i < _teks.Length; i++)
            {
                Tek tek = _teks[i];
                if (tek.IsUsed && tek.NotBefore <= nowMs && nowMs < tek.NotAfter && (best == null || tek.NotBefore > best.NotBefore))
                {
                    best = tek;
                }
            }

            return best;
        }

        /// <summary>Finds the key of a received message. It is there from its activation to its end and the grace behind it.</summary>
        /// <param name="keyId">The KeyID of the message.</param>
        /// <param name="nowMs">The time.</param>
        /// <returns>Null when there is none: <see cref="GroupMember.RequestKey"/>.</returns>
        [DataPath]
        public Tek Find(int keyId, long nowMs)
        {
            for (int i = 0; i < _teks.Length; i++)
            {
                Tek tek = _teks[i];
                if (tek.KeyId == keyId && tek.IsUsed && tek.NotBefore <= nowMs && tek.NotAfter > nowMs - _graceMs)
                {
                    return tek;
                }
            }

            return null;
        }

        /// <summary>Wipes what is over.</summary>
        /// <param name="nowMs">The time.</param>
        [DataPath]
        public void Tick(long nowMs)
        {
            for (int i = 0; i < _teks.Length; i++)
            {
                if (_teks[i].IsUsed && _teks[i].NotAfter <= nowMs - _graceMs)
                {
                    _teks[i].Clear();
                }
            }

            if (Kek.IsUsed && Kek.NotAfter <= nowMs)
            {
                Kek.Clear();
            }
        }

        /// <summary>When the last key that is known ends.</summary>
        /// <returns>Milliseconds; 0 when there is no key.</returns>
        [DataPath]
        public long LastEnd()
        {
            long end = 0;
            for (int i = 0; i < _teks.Length; i++)
            {
                if (_teks[i].IsUsed && _teks[i].NotAfter > end)
                {
                    end = _teks[i].NotAfter;
                }
            }

            return end;
        }

        /// <summary>Wipes everything.</summary>
        public void Clear()
        {
            DropStaged();
            Kek.Clear();
            Delete(0);
        }

        /// <summary>Wipes one TEK, or all of them for 0 (Delete, RFC 6407 clause 5.9).</summary>
        internal void Delete(int keyId)
        {
            for (int i = 0; i < _teks.Length; i++)
            {
                if (keyId == 0 || _teks[i].KeyId == keyId)
                {
                    _teks[i].Clear();
                }
            }
        }

        /// <summary>A place for a TEK that takes effect with <see cref="Commit"/>; null when there is no more room.</summary>
        internal Tek Stage()
        {
            if (_stagedCount == _staged.Length)
            {
                return null;
            }

            _stagedCount++;
            return _staged[_stagedCount - 1];
        }

        internal Tek FindStaged(int keyId)
        {
            for (int i = 0; i < _stagedCount; i++)
            {
                if (_staged[i].KeyId == keyId)
                {
                    return _staged[i];
                }
            }

            return null;
        }

        /// <summary>True when every staged TEK has its keys.</summary>
        internal bool IsComplete()
        {
            for (int i = 0; i < _stagedCount; i++)
            {
                Tek tek = _staged[i];
                if (tek.AuthenticationKey.Count != tek.MacBytes() || tek.EncryptionKey.Count != tek.CipherBytes())
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Puts the staged keys into effect; the places of the others of the same number, of none, or of those that end first are taken.</summary>
        internal void Commit(long graceMs)
        {
            _graceMs = graceMs;
            for (int i = 0; i < _stagedCount; i++)
            {
                int place = PlaceFor(_staged[i].KeyId);
                Tek old = _teks[place];
                _teks[place] = _staged[i];
                _staged[i] = old;
            }

            if (StagedKek.IsUsed)
            {
                Kek old = Kek;
                Kek = StagedKek;
                StagedKek = old;
            }

            DropStaged();
        }

        internal void DropStaged()
        {
            for (int i = 0; i < _staged.Length; i++)
            {
                _staged[i].Clear();
            }

            _stagedCount = 0;
            StagedKek.Clear();
        }

        private int PlaceFor(int keyId)
        {
            int place = 0;
            for (int i = 0; i < _teks.Length; i++)
            {
                if (_teks[i].KeyId == keyId && _teks[i].IsUsed)
                {
                    return i;
                }

                if (_teks[place].IsUsed && (!_teks[i].IsUsed || _teks[i].NotAfter < _teks[place].NotAfter))
                {
                    place = i;
                }
            }

            return place;
        }
    }
}

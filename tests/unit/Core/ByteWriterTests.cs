using System;
using nanoDer.Core;
using nanoFramework.TestFramework;

namespace nanoDer.UnitTests.Core
{
    /// <summary>The window that engines write their output into.</summary>
    [TestClass]
    public class ByteWriterTests
    {
        [TestMethod]
        public void A_new_writer_is_empty()
        {
            ByteWriter writer = new ByteWriter(8);
            Assert.AreEqual(0, writer.Count);
            Assert.AreEqual(8, writer.Room);
            Assert.AreEqual(0, writer.Start);
            Assert.AreEqual(0, writer.End);
            Assert.AreEqual(8, writer.Buffer.Length);
            Assert.IsFalse(writer.Overflow);
        }

        [TestMethod]
        public void Writes_follow_each_other()
        {
            ByteWriter writer = new ByteWriter(32);
            writer.Put((byte)'a');
            writer.Put(Bytes.Of("bc"));
            writer.Put(Bytes.Of("xdex"), 1, 2);
            writer.Put(new byte[0]);
            writer.PutAscii("fg");
            writer.PutAscii("");
            writer.PutDecimal(-12L);
            writer.PutHex(CoreBytes.Of("FF0AA0"), 1, 2);
            CoreBytes.Holds("abcdefg-120AA0", writer);
            Assert.AreEqual(18, writer.Room);
        }

        [TestMethod]
        public void What_fits_exactly_fits_and_one_more_does_not()
        {
            ByteWriter writer = new ByteWriter(3);
            writer.PutAscii("abc");
            Assert.IsFalse(writer.Overflow);
            Assert.AreEqual(0, writer.Room);
            writer.Put((byte)'d');
            Assert.IsTrue(writer.Overflow);
            CoreBytes.Holds("abc", writer);
        }

        [TestMethod]
        public void A_write_that_does_not_fit_writes_nothing()
        {
            ByteWriter writer = new ByteWriter(3);
            writer.Put((byte)'a');
            writer.Put(Bytes.Of("bcd"));
            Assert.IsTrue(writer.Overflow);
            CoreBytes.Holds("a", writer);

            writer.Clear();
            writer.PutAscii("abcd");
            Assert.IsTrue(writer.Overflow);
            Assert.AreEqual(0, writer.Count);

            writer.Clear();
            writer.PutHex(new byte[2], 0, 2);
            Assert.IsTrue(writer.Overflow);
            Assert.AreEqual(0, writer.Count);

            writer.Clear();
            writer.PutDecimal(1000L);
            Assert.IsTrue(writer.Overflow);
            Assert.AreEqual(0, writer.Count);

            writer.Clear();
            writer.PutDecimal(-100L);
            Assert.IsTrue(writer.Overflow);
            Assert.AreEqual(0, writer.Count);
        }

        [TestMethod]
        public void Consumed_bytes_make_room()
        {
            ByteWriter writer = new ByteWriter(4);
            writer.PutAscii("abcd");
            writer.Consume(3);
            CoreBytes.Holds("d", writer);
            Assert.AreEqual(3, writer.Room);
            writer.PutAscii("efg");
            Assert.IsFalse(writer.Overflow);
            CoreBytes.Holds("defg", writer);
            writer.Consume(4);
            Assert.AreEqual(0, writer.Count);
            Assert.AreEqual(4, writer.Room);
            Assert.AreEqual(0, writer.Start);
            writer.Consume(0);
        }

        [TestMethod]
        public void Waiting_bytes_stay_where_they_are_while_the_end_has_room()
        {
            ByteWriter writer = new ByteWriter(6);
            writer.PutAscii("abcd");
            writer.Consume(2);
            writer.PutAscii("ef");
            Assert.AreEqual(2, writer.Start);
            CoreBytes.Holds("cdef", writer);
            writer.PutAscii("gh");
            Assert.AreEqual(0, writer.Start);
            CoreBytes.Holds("cdefgh", writer);
        }

        [TestMethod]
        public void Consume_refuses_what_is_not_there()
        {
            ByteWriter writer = new ByteWriter(4);
            writer.PutAscii("ab");
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => writer.Consume(3));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => writer.Consume(-1));
            CoreBytes.Holds("ab", writer);
        }

        [TestMethod]
        public void Rollback_takes_back_a_part()
        {
            ByteWriter writer = new ByteWriter(6);
            writer.PutAscii("ab");
            int before = writer.Count;
            writer.PutAscii("cd");
            writer.PutAscii("efg");
            Assert.IsTrue(writer.Overflow);
            writer.Rollback(before);
            Assert.IsFalse(writer.Overflow);
            CoreBytes.Holds("ab", writer);
            writer.PutAscii("CDEF");
            CoreBytes.Holds("abCDEF", writer);
        }

        [TestMethod]
        public void Rollback_works_after_the_window_moved()
        {
            ByteWriter writer = new ByteWriter(6);
            writer.PutAscii("abcd");
            writer.Consume(3);
            int before = writer.Count;
            writer.PutAscii("efghi");
            Assert.IsFalse(writer.Overflow);
            Assert.AreEqual(0, writer.Start);
            writer.Rollback(before);
            CoreBytes.Holds("d", writer);
        }

        [TestMethod]
        public void Clear_drops_all()
        {
            ByteWriter writer = new ByteWriter(2);
            writer.PutAscii("abc");
            writer.PutAscii("ab");
            writer.Clear();
            Assert.AreEqual(0, writer.Count);
            Assert.AreEqual(2, writer.Room);
            Assert.IsFalse(writer.Overflow);
        }

        [TestMethod]
        public void Advance_takes_what_the_caller_wrote()
        {
            ByteWriter writer = new ByteWriter(4);
            writer.Put((byte)'a');
            writer.Buffer[writer.End] = (byte)'b';
            writer.Buffer[writer.End + 1] = (byte)'c';
            writer.Advance(2);
            CoreBytes.Holds("abc", writer);
        }

        [TestMethod]
        [DataRow(0L, "0")]
        [DataRow(9L, "9")]
        [DataRow(10L, "10")]
        [DataRow(-1L, "-1")]
        [DataRow(-9L, "-9")]
        [DataRow(-10L, "-10")]
        [DataRow(2147483647L, "2147483647")]
        [DataRow(-2147483648L, "-2147483648")]
        [DataRow(4294967295L, "4294967295")]
        [DataRow(999999999999999999L, "999999999999999999")]
        [DataRow(1000000000000000000L, "1000000000000000000")]
        [DataRow(9223372036854775806L, "9223372036854775806")]
        [DataRow(9223372036854775807L, "9223372036854775807")]
        [DataRow(-9223372036854775807L, "-9223372036854775807")]
        public void Decimal_numbers(long value, string text)
        {
            ByteWriter writer = new ByteWriter(text.Length);
            writer.PutDecimal(value);
            Assert.IsFalse(writer.Overflow);
            CoreBytes.Holds(text, writer);
        }

        [TestMethod]
        public void The_smallest_and_the_largest_numbers()
        {
            ByteWriter writer = new ByteWriter(20);
            writer.PutDecimal(long.MinValue);
            CoreBytes.Holds("-9223372036854775808", writer);
            writer.Clear();
            writer.PutDecimal(ulong.MaxValue);
            CoreBytes.Holds("18446744073709551615", writer);
            writer.Clear();
            writer.PutDecimal(9223372036854775808UL);
            CoreBytes.Holds("9223372036854775808", writer);
            writer.Clear();
            writer.PutDecimal(0UL);
            CoreBytes.Holds("0", writer);
        }

        [TestMethod]
        public void Hexadecimal_digits_are_upper_case()
        {
            ByteWriter writer = new ByteWriter(16);
            writer.PutHex(CoreBytes.Of("0123456789ABCDEF"), 0, 8);
            CoreBytes.Holds("0123456789ABCDEF", writer);
            writer.Clear();
            writer.PutHex(new byte[1], 1, 0);
            Assert.AreEqual(0, writer.Count);
        }

        [TestMethod]
        public static void NothingFollowsAGap()
        {
            ByteWriter writer = new ByteWriter(4);
            writer.PutAscii("ab");
            writer.PutAscii("xyz");
            writer.Put((byte)'c');
            Assert.IsTrue(writer.Overflow);
            Assert.AreEqual(2, writer.Count);
            writer.Rollback(2);
            writer.Put((byte)'c');
            Assert.IsFalse(writer.Overflow);
            Assert.AreEqual(3, writer.Count);
        }

        [TestMethod]
        public void A_writer_of_no_size_takes_nothing()
        {
            ByteWriter writer = new ByteWriter(0);
            writer.Put(new byte[0]);
            Assert.IsFalse(writer.Overflow);
            writer.Put((byte)0);
            Assert.IsTrue(writer.Overflow);
        }
    }
}

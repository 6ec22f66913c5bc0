using nanoDer.Core;

namespace nanoDer.Crypto
{
    /// <summary>
    /// The S-box of AES on bit planes: 64 bytes at a time, no table, nothing that depends on the data. The circuit of
    /// 115 gates is that of Boyar and Peralta ("A depth-16 circuit for the AES S-box", 2011).
    /// </summary>
    internal static class AesSubstitution
    {
        /// <summary>SubBytes (FIPS 197 clause 5.1.1).</summary>
        /// <param name="q">Eight planes, that of the lowest bits first.</param>
        [DataPath]
        public static void Forward(ulong[] q)
        {
            ulong x0 = q[7];
            ulong x1 = q[6];
            ulong x2 = q[5];
            ulong x3 = q[4];
            ulong x4 = q[3];
            ulong x5 = q[2];
            ulong x6 = q[1];
            ulong x7 = q[0];
            ulong y14 = x3 ^ x5;
            ulong y13 = x0 ^ x6;
            ulong y9 = x0 ^ x3;
            ulong y8 = x0 ^ x5;
            ulong t0 = x1 ^ x2;
            ulong y1 = t0 ^ x7;
            ulong y4 = y1 ^ x3;
            ulong y12 = y13 ^ y14;
            ulong y2 = y1 ^ x0;
            ulong y5 = y1 ^ x6;
            ulong y3 = y5 ^ y8;
            ulong t1 = x4 ^ y12;
            ulong y15 = t1 ^ x5;
            ulong y20 = t1 ^ x1;
            ulong y6 = y15 ^ x7;
            ulong y10 = y15 ^ t0;
            ulong y11 = y20 ^ y9;
            ulong y7 = x7 ^ y11;
            ulong y17 = y10 ^ y11;
            ulong y19 = y10 ^ y8;
            ulong y16 = t0 ^ y11;
            ulong y21 = y13 ^ y16;
            ulong y18 = x0 ^ y16;
            ulong t2 = y12 & y15;
            ulong t3 = y3 & y6;
            ulong t4 = t3 ^ t2;
            ulong t5 = y4 & x7;
            ulong t6 = t5 ^ t2;
            ulong t7 = y13 & y16;
            ulong t8 = y5 & y1;
            ulong t9 = t8 ^ t7;
            ulong t10 = y2 & y7;
            ulong t11 = t10 ^ t7;
            ulong t12 = y9 & y11;
            ulong t13 = y14 & y17;
            ulong t14 = t13 ^ t12;
            ulong t15 = y8 & y10;
            ulong t16 = t15 ^ t12;
            ulong t17 = t4 ^ t14;
            ulong t18 = t6 ^ t16;
            ulong t19 = t9 ^ t14;
            ulong t20 = t11 ^ t16;
            ulong t21 = t17 ^ y20;
            ulong t22 = t18 ^ y19;
            ulong t23 = t19 ^ y21;
            ulong t24 = t20 ^ y18;
            ulong t25 = t21 ^ t22;
            ulong t26 = t21 & t23;
            ulong t27 = t24 ^ t26;
            ulong t28 = t25 & t27;
            ulong t29 = t28 ^ t22;
            ulong t30 = t23 ^ t24;
            ulong t31 = t22 ^ t26;
            ulong t32 = t31 & t30;
            ulong t33 = t32 ^ t24;
            ulong t34 = t23 ^ t33;
            ulong t35 = t27 ^ t33;
            ulong t36 = t24 & t35;
            ulong t37 = t36 ^ t34;
            ulong t38 = t27 ^ t36;
            ulong t39 = t29 & t38;
            ulong t40 = t25 ^ t39;
            ulong t41 = t40 ^ t37;
            ulong t42 = t29 ^ t33;
            ulong t43 = t29 ^ t40;
            ulong t44 = t33 ^ t37;
            ulong t45 = t42 ^ t41;
            ulong z0 = t44 & y15;
            ulong z1 = t37 & y6;
            ulong z2 = t33 & x7;
            ulong z3 = t43 & y16;
            ulong z4 = t40 & y1;
            ulong z5 = t29 & y7;
            ulong z6 = t42 & y11;
            ulong z7 = t45 & y17;
            ulong z8 = t41 & y10;
            ulong z9 = t44 & y12;
            ulong z10 = t37 & y3;
            ulong z11 = t33 & y4;
            ulong z12 = t43 & y13;
            ulong z13 = t40 & y5;
            ulong z14 = t29 & y2;
            ulong z15 = t42 & y9;
            ulong z16 = t45 & y14;
            ulong z17 = t41 & y8;
            ulong t46 = z15 ^ z16;
            ulong t47 = z10 ^ z11;
            ulong t48 = z5 ^ z13;
            ulong t49 = z9 ^ z10;
            ulong t50 = z2 ^ z12;
            ulong t51 = z2 ^ z5;
            ulong t52 = z7 ^ z8;
            ulong t53 = z0 ^ z3;
            ulong t54 = z6 ^ z7;
            ulong t55 = z16 ^ z17;
            ulong t56 = z12 ^ t48;
            ulong t57 = t50 ^ t53;
            ulong t58 = z4 ^ t46;
            ulong t59 = z3 ^ t54;
            ulong t60 = t46 ^ t57;
            ulong t61 = z14 ^ t57;
            ulong t62 = t52 ^ t58;
            ulong t63 = t49 ^ t58;
            ulong t64 = z4 ^ t59;
            ulong t65 = t61 ^ t62;
            ulong t66 = z1 ^ t63;
            q[7] = t59 ^ t63;
            q[1] = t56 ^ ~t62;
            q[0] = t48 ^ ~t60;
            ulong t67 = t64 ^ t65;
            ulong s3 = t53 ^ t66;
            q[4] = s3;
            q[3] = t51 ^ t66;
            q[2] = t47 ^ t65;
            q[6] = t64 ^ ~s3;
            q[5] = t55 ^ ~t67;
        }

        /// <summary>InvSubBytes (clause 5.3.2): the inverse of the affine map, the S-box, and that inverse again.</summary>
        /// <param name="q">Eight planes, that of the lowest bits first.</param>
        [DataPath]
        public static void Inverse(ulong[] q)
        {
            InverseAffine(q);
            Forward(q);
            InverseAffine(q);
        }

        private static void InverseAffine(ulong[] q)
        {
            ulong a0 = q[0];
            ulong a1 = q[1];
            ulong a2 = q[2];
            ulong a3 = q[3];
            ulong a4 = q[4];
            ulong a5 = q[5];
            ulong a6 = q[6];
            ulong a7 = q[7];
            q[0] = ~(a2 ^ a5 ^ a7);
            q[1] = a3 ^ a6 ^ a0;
            q[2] = ~(a4 ^ a7 ^ a1);
            q[3] = a5 ^ a0 ^ a2;
            q[4] = a6 ^ a1 ^ a3;
            q[5] = a7 ^ a2 ^ a4;
            q[6] = a0 ^ a3 ^ a5;
            q[7] = a1 ^ a4 ^ a6;
        }
    }
}

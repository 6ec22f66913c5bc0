// Made from mms.schema by tools/schema; do not edit.
namespace nanoDer.Mms
{
    /// <summary>The schema as tables, in the 8-2 form; <see cref="XerDialect"/> knows what they mean.</summary>
    internal static class MmsTables
    {
        internal const int False = 2;

        internal const int Specific = 4;

        internal const int MmsPdu = 1;

        internal const int FirstNode = 27;

        internal const int MmsPduType = 36;

        internal const int RequestType = 42;

        internal const int DataListType = 89;

        internal const int NullType = 0;

        internal const int FirstClass = 13;

        internal const int Elements = 282;

        internal const int Types = 129;

        /// <summary>All names, each as its end tag, and room to read eight bytes at the last one.</summary>
        internal const string Names =
            "</MMSpdu></false></true></specific></aa-specific></domain></vmd></CHOICE></Data></AccessResult></ObjectName></namedVariable></scat"
            + "teredAccess></namedVariableList></namedType></semaphore></eventCondition></eventAction></eventEnrollment></journal></programInvoca"
            + "tion></operatorStation></dataExchange></accessControlList></confirmed-RequestPDU></confirmed-ResponsePDU></unconfirmed-PDU></confi"
            + "rmed-ErrorPDU></rejectPDU></cancel-RequestPDU></cancel-ResponsePDU></cancel-ErrorPDU></initiate-RequestPDU></initiate-ResponsePDU>"
            + "</initiate-ErrorPDU></conclude-RequestPDU></conclude-ResponsePDU></conclude-ErrorPDU></invokeID></ConfirmedServiceRequest></Confir"
            + "medServiceResponse></modifierPosition></serviceError></UnconfirmedService></originalInvokeID></read></write></getNameList></getVar"
            + "iableAccessAttributes></getNamedVariableListAttributes></defineNamedVariableList></deleteNamedVariableList></identify></status></r"
            + "eadJournal></fileOpen></fileRead></fileClose></fileDelete></fileDirectory></obtainFile></informationReport></unsolicitedStatus></d"
            + "omain-specific></vmd-specific></domainId></itemId></basicObjectClass></csObjectClass></domainSpecific></vmdSpecific></aaSpecific><"
            + "/numericAddress></symbolicAddress></unconstrainedAddress></ap-title></ap-invocation-id></ae-qualifier></ae-invocation-id></ap-titl"
            + "e-form2></ae-qualifier-form2></localDetailCalling></proposedMaxServOutstandingCalling></proposedMaxServOutstandingCalled></propose"
            + "dDataStructureNestingLevel></initRequestDetail></proposedVersionNumber></proposedParameterCBB></servicesSupportedCalling></localDe"
            + "tailCalled></negotiatedMaxServOutstandingCalling></negotiatedMaxServOutstandingCalled></negotiatedDataStructureNestingLevel></init"
            + "ResponseDetail></negotiatedVersionNumber></negotiatedParameterCBB></servicesSupportedCalled></errorClass></additionalCode></additi"
            + "onalDescription></serviceSpecificInfo></vmd-state></application-reference></definition></resource></service></service-preempt></ti"
            + "me-resolution></access></initiate></conclude></cancel></file></others></rejectReason></confirmed-requestPDU></confirmed-responsePD"
            + "U></confirmed-errorPDU></unconfirmedPDU></pdu-error></cancel-requestPDU></cancel-responsePDU></cancel-errorPDU></conclude-requestP"
            + "DU></conclude-responsePDU></conclude-errorPDU></vmdLogicalStatus></vmdPhysicalStatus></localDetail></objectClass></objectScope></c"
            + "ontinueAfter></listOfIdentifier></moreFollows></Identifier></vendorName></modelName></revision></listOfAbstractSyntaxes></OBJECT_I"
            + "DENTIFIER></listOfVariable></variableListName></SEQUENCE></variableSpecification></alternateAccess></name></address></variableDesc"
            + "ription></invalidated></typeSpecification></unnamed></named></componentName></selectAccess></selectAlternateAccess></accessSelecti"
            + "on></component></index></indexRange></allElements></lowIndex></numberOfElements></typeDescription></typeName></structure></boolean"
            + "></bit-string></integer></unsigned></floating-point></utc-time></visible-string></octet-string></array></binary-time></mMSString><"
            + "/generalized-time></bcd></objId></packed></elementType></components></componentType></format-width></exponent-width></success></fa"
            + "ilure></booleanArray></specificationWithResult></variableAccessSpecification></listOfAccessResult></listOfData></mmsDeletable></me"
            + "aning></scopeOfDelete></listOfVariableListName></domainName></numberMatched></numberDeleted></journalName></rangeStartSpecificatio"
            + "n></rangeStopSpecification></listOfVariables></entryToStartAfter></startingTime></startingEntry></endingTime></numberOfEntries></V"
            + "isibleString></timeSpecification></entrySpecification></listOfJournalEntry></JournalEntry></entryIdentifier></originatingApplicati"
            + "on></entryContent></occurrenceTime></entryForm></data></annotation></event></eventConditionName></currentState></Journal-Variable>"
            + "</variableTag></valueSpecification></GraphicString></fileName></initialPosition></frsmID></fileAttributes></fileData></fileSpecifi"
            + "cation></listOfDirectoryEntry></DirectoryEntry></sizeOfFile></lastModified></sourceFileServer></sourceFile></destinationFile></dom"
            + "ainID></itemID>        ";

        /// <summary>Where the name of each element begins, behind the slash.</summary>
        internal static readonly ushort[] NameOffset =
        {
            0, 2, 11, 19, 26, 37, 51, 60, 66, 75, 82, 66, 97, 110, 126, 144, 164, 176, 188, 205, 219, 237, 51, 247,
            267, 285, 300, 320, 343, 367, 385, 406, 418, 438, 459, 477, 499, 522, 542, 564, 587, 607, 618, 644, 671, 690, 705, 726,
            745, 752, 760, 774, 804, 837, 863, 889, 900, 909, 923, 934, 945, 957, 970, 986, 745, 752, 760, 774, 804, 837, 863, 889,
            900, 909, 923, 934, 945, 957, 970, 986, 999, 1019, 1039, 1057, 37, 1072, 1083, 1092, 1111, 1127, 1144, 1158, 1171, 1188, 1206, 1229,
            1240, 1259, 1274, 1293, 1310, 1331, 1352, 1388, 1423, 1459, 1479, 1503, 1526, 1553, 1573, 1611, 1648, 1686, 1707, 1733, 1758, 1784, 1797, 1814,
            1838, 1860, 1872, 1896, 1909, 1920, 1930, 1948, 1966, 1975, 1986, 1997, 2006, 2013, 863, 2022, 2037, 2060, 2084, 2105, 2122, 2134, 2154, 2175,
            2193, 2215, 2238, 2258, 2277, 2297, 2311, 2325, 2339, 2355, 2374, 2388, 2401, 2414, 2426, 2437, 2462, 2482, 2499, 2518, 2529, 2553, 2571, 2578,
            2588, 2610, 2624, 2644, 2654, 2662, 1966, 2678, 2693, 2717, 2735, 2747, 2755, 2768, 2782, 2793, 2812, 2830, 2841, 2853, 2863, 2876, 2886, 2897,
            2914, 2925, 2942, 2957, 2965, 2979, 2991, 3010, 3016, 3024, 3033, 3047, 2518, 3060, 3076, 3091, 3108, 3118, 2841, 2897, 2863, 2914, 2876, 2853,
            2886, 2925, 2942, 2965, 2957, 2979, 2991, 3010, 3128, 3016, 3143, 3169, 3199, 3220, 3108, 3233, 300, 3248, 3258, 3274, 3299, 3312, 3328, 3344,
            3358, 3384, 3409, 3427, 3447, 3462, 3478, 3491, 3509, 3525, 3545, 3566, 3587, 3602, 3620, 3645, 3660, 3677, 3689, 3696, 3709, 3409, 3717, 3738,
            3753, 3772, 3786, 3807, 3823, 3834, 3852, 3861, 3878, 3889, 2339, 3909, 3932, 3949, 3962, 3977, 3996, 4009,
        };

        /// <summary>Length of the name of each element.</summary>
        internal static readonly byte[] NameLength =
        {
            0, 6, 5, 4, 8, 11, 6, 3, 6, 4, 12, 6, 10, 13, 15, 17, 9, 9, 14, 11, 15, 7, 6, 17,
            15, 12, 17, 20, 21, 15, 18, 9, 17, 18, 15, 19, 20, 17, 19, 20, 17, 8, 23, 24, 16, 12, 18, 16,
            4, 5, 11, 27, 30, 23, 23, 8, 6, 11, 8, 8, 9, 10, 13, 10, 4, 5, 11, 27, 30, 23, 23, 8,
            6, 11, 8, 8, 9, 10, 13, 10, 17, 17, 15, 12, 11, 8, 6, 16, 13, 14, 11, 10, 14, 15, 20, 8,
            16, 12, 16, 14, 18, 18, 33, 32, 33, 17, 21, 20, 24, 17, 35, 34, 35, 18, 23, 22, 23, 10, 14, 21,
            19, 9, 21, 10, 8, 7, 15, 15, 6, 8, 8, 6, 4, 6, 23, 12, 20, 21, 18, 14, 9, 17, 18, 15,
            19, 20, 17, 16, 17, 11, 11, 11, 13, 16, 11, 10, 10, 9, 8, 22, 17, 14, 16, 8, 21, 15, 4, 7,
            19, 11, 17, 7, 5, 13, 6, 12, 21, 15, 9, 5, 10, 11, 8, 16, 15, 8, 9, 7, 10, 7, 8, 14,
            8, 14, 12, 5, 11, 9, 16, 3, 5, 6, 11, 10, 8, 13, 12, 14, 7, 7, 9, 14, 10, 8, 7, 7,
            8, 14, 12, 11, 5, 9, 16, 3, 12, 5, 23, 27, 18, 10, 7, 12, 17, 7, 13, 22, 10, 13, 13, 11,
            23, 22, 15, 17, 12, 13, 10, 15, 13, 17, 18, 18, 12, 15, 22, 12, 14, 9, 4, 10, 5, 15, 18, 12,
            16, 11, 18, 13, 8, 15, 6, 14, 8, 17, 13, 20, 14, 10, 12, 16, 10, 15,
        };

        /// <summary>Type of each element.</summary>
        internal static readonly byte[] ElementType =
        {
            0, 36, 0, 0, 0, 0, 0, 0, 74, 88, 87, 96, 45, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35,
            35, 35, 35, 37, 38, 40, 39, 60, 9, 9, 41, 53, 55, 57, 0, 0, 57, 9, 42, 43, 9, 57, 44, 9,
            92, 94, 63, 98, 45, 100, 102, 0, 1, 105, 120, 7, 7, 119, 123, 128, 93, 95, 64, 99, 101, 0, 104, 66,
            62, 110, 121, 122, 0, 0, 124, 0, 97, 62, 46, 28, 28, 28, 28, 19, 10, 28, 0, 0, 9, 30, 24, 51,
            2, 52, 2, 33, 2, 7, 6, 6, 5, 54, 6, 22, 23, 7, 6, 6, 5, 56, 6, 22, 23, 58, 2, 29,
            59, 13, 13, 15, 14, 14, 12, 10, 13, 16, 10, 11, 17, 2, 9, 61, 17, 15, 13, 13, 7, 10, 10, 12,
            10, 10, 11, 12, 12, 21, 47, 48, 28, 65, 1, 28, 30, 30, 30, 67, 33, 69, 45, 70, 71, 73, 45, 49,
            72, 0, 80, 76, 75, 28, 76, 78, 77, 78, 28, 9, 79, 0, 9, 9, 81, 45, 83, 0, 7, 8, 8, 86,
            0, 7, 7, 82, 1, 7, 0, 8, 0, 1, 80, 84, 85, 80, 8, 8, 88, 18, 89, 27, 20, 25, 2, 1,
            3, 29, 24, 26, 89, 30, 34, 4, 20, 33, 1, 68, 91, 90, 0, 1, 28, 29, 12, 103, 28, 9, 9, 45,
            106, 107, 108, 109, 26, 24, 26, 7, 29, 26, 24, 111, 112, 24, 50, 113, 26, 114, 115, 30, 116, 117, 45, 11,
            118, 31, 88, 32, 119, 9, 7, 127, 24, 119, 119, 125, 126, 9, 34, 50, 119, 119,
        };

        /// <summary>How each type is written; 0x80 set: unknown elements may be skipped.</summary>
        internal static readonly byte[] TypeMode =
        {
            0, 1, 3, 4, 5, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6, 6, 6, 6,
            7, 7, 8, 9, 10, 11, 13, 13, 12, 14, 15, 16, 21, 20, 20, 20, 20, 20, 21, 21, 21, 21, 20, 21,
            21, 21, 20, 21, 21, 148, 148, 148, 148, 20, 21, 21, 20, 21, 20, 20, 20, 22, 20, 22, 21, 22, 20, 21,
            20, 23, 21, 20, 21, 20, 21, 20, 21, 21, 20, 20, 22, 20, 20, 21, 21, 23, 23, 23, 20, 20, 20, 23,
            21, 20, 21, 20, 20, 20, 20, 23, 20, 20, 21, 21, 22, 20, 20, 22, 20, 20, 21, 20, 20, 22, 20, 22,
            20, 20, 20, 20, 20, 22, 20, 20, 20,
        };

        /// <summary>First usage of each constructed type; the range of a primitive one.</summary>
        internal static readonly ushort[] TypeStart =
        {
            0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 5, 16, 17, 18,
            5, 19, 20, 21, 22, 5, 5, 23, 5, 24, 25, 15, 0, 14, 16, 18, 21, 22, 24, 40, 56, 58, 61, 63,
            79, 82, 85, 89, 90, 91, 96, 99, 104, 107, 111, 124, 125, 127, 138, 141, 144, 146, 147, 151, 152, 154, 155, 157,
            161, 163, 164, 166, 168, 170, 172, 176, 178, 180, 195, 198, 200, 201, 203, 205, 207, 223, 224, 225, 226, 228, 230, 232,
            233, 235, 237, 239, 244, 246, 249, 252, 253, 255, 260, 262, 264, 265, 267, 269, 270, 273, 275, 277, 279, 281, 282, 284,
            285, 287, 289, 291, 293, 295, 296, 298, 300,
        };

        /// <summary>Number of usages of each type.</summary>
        internal static readonly byte[] TypeCount =
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14, 2, 2, 3, 1, 2, 16, 16, 2, 3, 2, 16,
            3, 3, 4, 1, 1, 5, 3, 5, 3, 4, 13, 1, 2, 11, 3, 3, 2, 1, 4, 1, 2, 1, 2, 4,
            2, 1, 2, 2, 2, 2, 4, 2, 2, 15, 3, 2, 1, 2, 2, 2, 16, 1, 1, 1, 2, 2, 2, 1,
            2, 2, 2, 5, 2, 3, 3, 1, 2, 5, 2, 2, 1, 2, 2, 1, 3, 2, 2, 2, 2, 1, 2, 1,
            2, 2, 2, 2, 2, 1, 2, 2, 3,
        };

        /// <summary>Of each sequence, the number of usages up to the last one that must be there.</summary>
        internal static readonly byte[] TypeRequired =
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 3, 1, 2, 0, 0, 0, 0, 2, 0,
            0, 0, 0, 0, 0, 5, 3, 5, 3, 1, 0, 0, 2, 0, 2, 2, 1, 0, 3, 0, 0, 0, 1, 0,
            2, 0, 0, 2, 0, 2, 0, 2, 0, 0, 3, 2, 0, 2, 2, 0, 0, 0, 0, 0, 2, 2, 2, 0,
            0, 2, 0, 3, 2, 2, 0, 0, 2, 1, 0, 0, 0, 2, 1, 0, 3, 2, 0, 0, 2, 0, 2, 0,
            2, 2, 1, 0, 1, 0, 2, 1, 3,
        };

        /// <summary>Of each sequence, the usage that is an attribute in the 8-2 form, from 1; 0 without.</summary>
        internal static readonly byte[] TypeAttribute =
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 2, 0, 2, 0, 0, 0, 0,
        };

        /// <summary>Element of each usage.</summary>
        internal static readonly ushort[] UsageElement =
        {
            27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 41, 43, 41, 44, 45, 46, 47, 45,
            48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71,
            72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 13, 14, 15, 16, 17, 18, 19,
            20, 21, 22, 23, 24, 25, 26, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105,
            106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129,
            130, 131, 132, 133, 134, 47, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152,
            153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 167, 170, 8, 171, 172, 173, 174,
            175, 176, 177, 165, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197,
            198, 199, 200, 201, 183, 202, 201, 203, 204, 173, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218,
            219, 220, 221, 222, 223, 224, 225, 9, 9, 10, 226, 227, 227, 228, 227, 229, 11, 230, 209, 227, 228, 166, 167, 231,
            167, 184, 232, 233, 162, 161, 231, 161, 232, 234, 235, 236, 12, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247,
            248, 249, 250, 251, 154, 252, 253, 254, 255, 256, 257, 258, 259, 260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 270,
            271, 272, 154, 273, 274, 275, 154, 276, 268, 271, 277, 278, 279, 280, 281,
        };

        /// <summary>MmsUsage flags of each usage.</summary>
        internal static readonly byte[] UsageFlags =
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 16, 16, 16, 16, 16, 16, 16,
            16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1, 0, 0, 1, 0,
            0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1,
            0, 39, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 35, 0, 0, 35, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 35, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            1, 0, 1, 1, 0, 0, 0, 0, 1, 35, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0,
            0, 0, 0, 0, 35, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 39, 1, 1, 0, 35, 0, 0, 0, 0, 1, 1, 0, 0,
        };

        /// <summary>Least value or length.</summary>
        internal static readonly int[] Minimum =
        {
            0, -128, -32768, int.MinValue, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0,
            0, 11, 85, 8, 4, 4, 1, 1,
            3, 10,
        };

        /// <summary>Greatest value or length.</summary>
        internal static readonly int[] Maximum =
        {
            0, 127, 32767, 2147483647, 127, 2147483647, 1, 2,
            3, 4, 5, 6, 7, 9, 11, 13,
            128, 18, 93, 8, 6, 9, 64, 255,
            2147483647, 32,
        };

        /// <summary>Elements with another name in BASIC-XER.</summary>
        internal static readonly ushort[] BasicElement =
        {
            42, 43, 46, 85, 86,
        };

        /// <summary>Where that name begins.</summary>
        internal static readonly ushort[] BasicOffset =
        {
            1920, 1920, 1920, 4027, 4038,
        };

        /// <summary>Its length.</summary>
        internal static readonly byte[] BasicLength =
        {
            7, 7, 7, 8, 6,
        };

        /// <summary>Types that are lists of a choice.</summary>
        internal static readonly byte[] ChoiceList =
        {
            73, 89, 90, 91, 95, 103,
        };
    }
}

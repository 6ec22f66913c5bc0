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

        internal const int RequestType = 40;

        internal const int DataListType = 56;

        internal const int NullType = 0;

        internal const int FirstClass = 13;

        internal const int Elements = 282;

        internal const int Types = 129;

        internal const int FirstExtensible = 65;

        internal const int LastExtensible = 68;

        internal const int FirstRare = 135;

        internal const int FrequentBytes = 1878;

        /// <summary>All names, each as its end tag, and room to read eight bytes at the last one.</summary>
        internal const string Names =
            "</MMSpdu></false></true></specific></aa-specific></domain></vmd></Data></AccessResult></CHOICE></ObjectName></namedVariable></scat"
            + "teredAccess></namedVariableList></namedType></semaphore></eventCondition></eventAction></eventEnrollment></journal></programInvoca"
            + "tion></operatorStation></dataExchange></accessControlList></confirmed-RequestPDU></confirmed-ResponsePDU></unconfirmed-PDU></confi"
            + "rmed-ErrorPDU></rejectPDU></cancel-RequestPDU></cancel-ResponsePDU></cancel-ErrorPDU></initiate-RequestPDU></initiate-ResponsePDU>"
            + "</initiate-ErrorPDU></conclude-RequestPDU></conclude-ResponsePDU></conclude-ErrorPDU></invokeID></ConfirmedServiceRequest></Confir"
            + "medServiceResponse></UnconfirmedService></read></write></getNameList></getVariableAccessAttributes></getNamedVariableListAttribute"
            + "s></defineNamedVariableList></deleteNamedVariableList></identify></status></readJournal></fileOpen></fileRead></fileClose></fileDe"
            + "lete></fileDirectory></obtainFile></informationReport></unsolicitedStatus></domain-specific></vmd-specific></domainId></itemId></b"
            + "asicObjectClass></csObjectClass></domainSpecific></vmdSpecific></aaSpecific></objectClass></objectScope></continueAfter></listOfId"
            + "entifier></moreFollows></Identifier></listOfVariable></variableListName></SEQUENCE></variableSpecification></alternateAccess></nam"
            + "e></address></variableDescription></invalidated></success></failure></structure></floating-point></bit-string></utc-time></integer"
            + "></boolean></unsigned></visible-string></octet-string></binary-time></array></mMSString></generalized-time></bcd></booleanArray></"
            + "objId></specificationWithResult></variableAccessSpecification></listOfAccessResult></listOfData></localDetailCalling></proposedMax"
            + "ServOutstandingCalling></proposedMaxServOutstandingCalled></proposedDataStructureNestingLevel></initRequestDetail></proposedVersio"
            + "nNumber></proposedParameterCBB></servicesSupportedCalling></localDetailCalled></negotiatedMaxServOutstandingCalling></negotiatedMa"
            + "xServOutstandingCalled></negotiatedDataStructureNestingLevel></initResponseDetail></negotiatedVersionNumber></negotiatedParameterC"
            + "BB></servicesSupportedCalled></modifierPosition></serviceError></originalInvokeID></numericAddress></symbolicAddress></unconstrain"
            + "edAddress></ap-title></ap-invocation-id></ae-qualifier></ae-invocation-id></ap-title-form2></ae-qualifier-form2></errorClass></add"
            + "itionalCode></additionalDescription></serviceSpecificInfo></vmd-state></application-reference></definition></resource></service></"
            + "service-preempt></time-resolution></access></initiate></conclude></cancel></file></others></rejectReason></confirmed-requestPDU></"
            + "confirmed-responsePDU></confirmed-errorPDU></unconfirmedPDU></pdu-error></cancel-requestPDU></cancel-responsePDU></cancel-errorPDU"
            + "></conclude-requestPDU></conclude-responsePDU></conclude-errorPDU></vmdLogicalStatus></vmdPhysicalStatus></localDetail></vendorNam"
            + "e></modelName></revision></listOfAbstractSyntaxes></OBJECT_IDENTIFIER></typeSpecification></unnamed></named></componentName></sele"
            + "ctAccess></selectAlternateAccess></accessSelection></component></index></indexRange></allElements></lowIndex></numberOfElements></"
            + "typeDescription></typeName></packed></elementType></components></componentType></format-width></exponent-width></mmsDeletable></me"
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
            0, 2, 11, 19, 26, 37, 51, 60, 66, 73, 88, 88, 97, 110, 126, 144, 164, 176, 188, 205, 219, 237, 51, 247,
            267, 285, 300, 320, 343, 367, 385, 406, 418, 438, 459, 477, 499, 522, 542, 564, 587, 607, 618, 644, 671, 692, 699, 707,
            721, 751, 784, 810, 836, 847, 856, 870, 881, 892, 904, 917, 933, 692, 699, 707, 721, 751, 784, 810, 836, 847, 856, 870,
            881, 892, 904, 917, 933, 946, 966, 986, 1004, 37, 1019, 1030, 1039, 1058, 1074, 1091, 1105, 1118, 1132, 1146, 1162, 1181, 1195, 1208,
            1225, 1244, 1255, 1279, 1297, 1304, 1314, 1336, 1350, 1360, 1370, 1382, 1399, 1412, 1423, 1433, 1443, 1454, 1471, 1486, 1500, 1508, 1520, 1539,
            1545, 1560, 1568, 1594, 1624, 1645, 1350, 1658, 1679, 1715, 1750, 1786, 1806, 1830, 1853, 1880, 1900, 1938, 1975, 2013, 2034, 2060, 2085, 2111,
            2130, 2145, 2164, 2181, 2199, 2222, 2233, 2252, 2267, 2286, 2303, 2324, 2337, 2354, 2378, 2400, 2412, 2436, 2449, 2460, 2470, 2488, 2506, 2515,
            2526, 2537, 2546, 2553, 810, 2562, 2577, 2600, 2624, 2645, 2662, 2674, 2694, 2715, 2733, 2755, 2778, 2798, 2817, 2837, 2851, 2864, 2876, 2887,
            2912, 2932, 2952, 2962, 2970, 2506, 2986, 3001, 3025, 3043, 3055, 3063, 3076, 3090, 3101, 3120, 3138, 1370, 1433, 1399, 1423, 1443, 1382, 1412,
            1454, 1471, 1500, 1486, 1508, 1520, 1539, 1560, 3149, 3158, 3172, 1244, 3185, 3201, 3216, 3233, 300, 3248, 3258, 3274, 3299, 3312, 3328, 3344,
            3358, 3384, 3409, 3427, 3447, 3462, 3478, 3491, 3509, 3525, 3545, 3566, 3587, 3602, 3620, 3645, 3660, 3677, 3689, 3696, 3709, 3409, 3717, 3738,
            3753, 3772, 3786, 3807, 3823, 3834, 3852, 3861, 3878, 3889, 1146, 3909, 3932, 3949, 3962, 3977, 3996, 4009,
        };

        /// <summary>Length of the name of each element.</summary>
        internal static readonly byte[] NameLength =
        {
            0, 6, 5, 4, 8, 11, 6, 3, 4, 12, 6, 6, 10, 13, 15, 17, 9, 9, 14, 11, 15, 7, 6, 17,
            15, 12, 17, 20, 21, 15, 18, 9, 17, 18, 15, 19, 20, 17, 19, 20, 17, 8, 23, 24, 18, 4, 5, 11,
            27, 30, 23, 23, 8, 6, 11, 8, 8, 9, 10, 13, 10, 4, 5, 11, 27, 30, 23, 23, 8, 6, 11, 8,
            8, 9, 10, 13, 10, 17, 17, 15, 12, 11, 8, 6, 16, 13, 14, 11, 10, 11, 11, 13, 16, 11, 10, 14,
            16, 8, 21, 15, 4, 7, 19, 11, 7, 7, 9, 14, 10, 8, 7, 7, 8, 14, 12, 11, 5, 9, 16, 3,
            12, 5, 23, 27, 18, 10, 7, 18, 33, 32, 33, 17, 21, 20, 24, 17, 35, 34, 35, 18, 23, 22, 23, 16,
            12, 16, 14, 15, 20, 8, 16, 12, 16, 14, 18, 10, 14, 21, 19, 9, 21, 10, 8, 7, 15, 15, 6, 8,
            8, 6, 4, 6, 23, 12, 20, 21, 18, 14, 9, 17, 18, 15, 19, 20, 17, 16, 17, 11, 10, 9, 8, 22,
            17, 17, 7, 5, 13, 6, 12, 21, 15, 9, 5, 10, 11, 8, 16, 15, 8, 9, 7, 10, 7, 8, 14, 8,
            14, 12, 5, 11, 9, 16, 3, 5, 6, 11, 10, 8, 13, 12, 14, 12, 17, 7, 13, 22, 10, 13, 13, 11,
            23, 22, 15, 17, 12, 13, 10, 15, 13, 17, 18, 18, 12, 15, 22, 12, 14, 9, 4, 10, 5, 15, 18, 12,
            16, 11, 18, 13, 8, 15, 6, 14, 8, 17, 13, 20, 14, 10, 12, 16, 10, 15,
        };

        /// <summary>Type of each element.</summary>
        internal static readonly byte[] ElementType =
        {
            0, 36, 0, 0, 0, 0, 0, 0, 55, 54, 63, 85, 43, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35, 35,
            35, 35, 35, 37, 38, 39, 69, 78, 9, 9, 70, 65, 67, 75, 0, 0, 75, 9, 40, 41, 42, 59, 61, 47,
            98, 43, 100, 102, 0, 1, 105, 120, 7, 7, 119, 123, 128, 60, 62, 48, 99, 101, 0, 104, 81, 80, 110, 121,
            122, 0, 0, 124, 0, 64, 80, 44, 28, 28, 28, 28, 19, 10, 28, 0, 0, 45, 46, 28, 49, 1, 28, 51,
            43, 52, 53, 84, 43, 71, 83, 0, 55, 18, 56, 27, 20, 25, 2, 1, 3, 29, 24, 26, 56, 30, 34, 4,
            20, 33, 1, 50, 58, 57, 0, 7, 6, 6, 5, 66, 6, 22, 23, 7, 6, 6, 5, 68, 6, 22, 23, 9,
            75, 9, 9, 30, 24, 73, 2, 74, 2, 33, 2, 76, 2, 29, 77, 13, 13, 15, 14, 14, 12, 10, 13, 16,
            10, 11, 17, 2, 9, 79, 17, 15, 13, 13, 7, 10, 10, 12, 10, 10, 11, 12, 12, 21, 30, 30, 30, 82,
            33, 91, 87, 86, 28, 87, 89, 88, 89, 28, 9, 90, 0, 9, 9, 92, 43, 94, 0, 7, 8, 8, 97, 0,
            7, 7, 93, 1, 7, 0, 8, 0, 1, 91, 95, 96, 91, 8, 8, 1, 28, 29, 12, 103, 28, 9, 9, 43,
            106, 107, 108, 109, 26, 24, 26, 7, 29, 26, 24, 111, 112, 24, 72, 113, 26, 114, 115, 30, 116, 117, 43, 11,
            118, 31, 55, 32, 119, 9, 7, 127, 24, 119, 119, 125, 126, 9, 34, 72, 119, 119,
        };

        /// <summary>How each type is written.</summary>
        internal static readonly byte[] TypeMode =
        {
            0, 1, 3, 4, 5, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6, 6, 6, 6,
            7, 7, 8, 9, 10, 11, 13, 13, 12, 14, 15, 16, 21, 20, 20, 20, 21, 21, 21, 21, 20, 21, 21, 20,
            20, 22, 21, 22, 20, 21, 21, 21, 23, 23, 23, 20, 20, 20, 23, 21, 20, 20, 20, 20, 20, 20, 20, 21,
            20, 21, 21, 20, 21, 21, 20, 21, 20, 20, 22, 20, 23, 21, 20, 21, 20, 21, 20, 21, 21, 20, 20, 22,
            20, 20, 21, 20, 20, 20, 20, 23, 20, 20, 21, 21, 22, 20, 20, 22, 20, 20, 21, 20, 20, 22, 20, 22,
            20, 20, 20, 20, 20, 22, 20, 20, 20,
        };

        /// <summary>First usage of each constructed type; the range of a primitive one.</summary>
        internal static readonly ushort[] TypeStart =
        {
            0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 5, 16, 17, 18,
            5, 19, 20, 21, 22, 5, 5, 23, 5, 24, 25, 15, 0, 14, 16, 18, 19, 35, 51, 53, 56, 58, 74, 77,
            80, 82, 83, 85, 86, 88, 92, 94, 110, 111, 112, 113, 115, 117, 119, 120, 122, 124, 129, 132, 137, 140, 143, 145,
            148, 152, 153, 154, 158, 171, 172, 174, 185, 188, 192, 193, 195, 196, 198, 200, 202, 204, 208, 210, 212, 227, 230, 232,
            233, 235, 237, 239, 244, 246, 249, 252, 253, 255, 260, 262, 264, 265, 267, 269, 270, 273, 275, 277, 279, 281, 282, 284,
            285, 287, 289, 291, 293, 295, 296, 298, 300,
        };

        /// <summary>Number of usages of each type.</summary>
        internal static readonly byte[] TypeCount =
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14, 2, 2, 1, 16, 16, 2, 3, 2, 16, 3, 3,
            2, 1, 2, 1, 2, 4, 2, 16, 1, 1, 1, 2, 2, 2, 1, 2, 2, 5, 3, 5, 3, 3, 2, 3,
            4, 1, 1, 4, 13, 1, 2, 11, 3, 4, 1, 2, 1, 2, 2, 2, 2, 4, 2, 2, 15, 3, 2, 1,
            2, 2, 2, 5, 2, 3, 3, 1, 2, 5, 2, 2, 1, 2, 2, 1, 3, 2, 2, 2, 2, 1, 2, 1,
            2, 2, 2, 2, 2, 1, 2, 2, 3,
        };

        /// <summary>Of each sequence, the number of usages up to the last one that must be there.</summary>
        internal static readonly byte[] TypeRequired =
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 0, 0, 0, 0, 2, 0, 0, 2,
            1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 2, 2, 0, 0, 2, 5, 3, 5, 3, 3, 2, 0,
            0, 0, 0, 1, 0, 0, 2, 0, 2, 3, 0, 2, 0, 0, 2, 0, 2, 0, 2, 0, 0, 3, 2, 0,
            2, 2, 0, 3, 2, 2, 0, 0, 2, 1, 0, 0, 0, 2, 1, 0, 3, 2, 0, 0, 2, 0, 2, 0,
            2, 2, 1, 0, 1, 0, 2, 1, 3,
        };

        /// <summary>Of each sequence, the usage that is an attribute in the 8-2 form, from 1; 0 without.</summary>
        internal static readonly byte[] TypeAttribute =
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0,
            0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 2, 0, 2, 0, 0, 0, 0,
        };

        /// <summary>Element of each usage.</summary>
        internal static readonly ushort[] UsageElement =
        {
            27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 41, 43, 44, 45, 46, 47, 48, 49,
            50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73,
            74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
            25, 26, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107,
            108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 8, 8, 9, 122, 123, 123, 124, 123, 125, 10,
            126, 105, 123, 124, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 41, 143, 144, 145,
            144, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168,
            169, 170, 171, 172, 145, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191,
            192, 101, 193, 11, 194, 195, 196, 197, 198, 199, 200, 99, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212,
            213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223, 224, 206, 225, 224, 226, 227, 196, 228, 229, 230, 100, 101, 231,
            101, 207, 232, 233, 96, 95, 231, 95, 232, 234, 235, 236, 12, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247,
            248, 249, 250, 251, 93, 252, 253, 254, 255, 256, 257, 258, 259, 260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 270,
            271, 272, 93, 273, 274, 275, 93, 276, 268, 271, 277, 278, 279, 280, 281,
        };

        /// <summary>MmsUsage flags of each usage.</summary>
        internal static readonly byte[] UsageFlags =
        {
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
            16, 16, 0, 0, 0, 0, 0, 1, 0, 39, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 35, 0, 1, 0, 0, 0, 0,
            0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0,
            0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 35, 0, 0, 35, 0, 0, 1, 0, 0, 0, 0, 0, 0,
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
            42, 43, 44, 82, 83,
        };

        /// <summary>Where that name begins.</summary>
        internal static readonly ushort[] BasicOffset =
        {
            2460, 2460, 2460, 4027, 4038,
        };

        /// <summary>Its length.</summary>
        internal static readonly byte[] BasicLength =
        {
            7, 7, 7, 8, 6,
        };

        /// <summary>Types that are lists of a choice.</summary>
        internal static readonly byte[] ChoiceList =
        {
            56, 57, 58, 62, 84, 103,
        };
    }
}

// Made from mms.schema by tools/schema; do not edit.
namespace nanoDer.Mms
{
    /// <summary>The elements of MMS: what a node of an <see cref="MmsTree"/> can be (ISO 9506-2:2003).</summary>
    public static class Mms
    {
        /// <summary>confirmed-RequestPDU of MMSpdu: sequence Confirmed-RequestPDU.</summary>
        public const int ConfirmedRequestPdu = 27;

        /// <summary>confirmed-ResponsePDU of MMSpdu: sequence Confirmed-ResponsePDU.</summary>
        public const int ConfirmedResponsePdu = 28;

        /// <summary>unconfirmed-PDU of MMSpdu: sequence Unconfirmed-PDU.</summary>
        public const int UnconfirmedPdu = 29;

        /// <summary>confirmed-ErrorPDU of MMSpdu: sequence Confirmed-ErrorPDU.</summary>
        public const int ConfirmedErrorPdu = 30;

        /// <summary>rejectPDU of MMSpdu: sequence RejectPDU.</summary>
        public const int RejectPdu = 31;

        /// <summary>cancel-RequestPDU of MMSpdu: integer, 0 to 2147483647.</summary>
        public const int CancelRequestPdu = 32;

        /// <summary>cancel-ResponsePDU of MMSpdu: integer, 0 to 2147483647.</summary>
        public const int CancelResponsePdu = 33;

        /// <summary>cancel-ErrorPDU of MMSpdu: sequence Cancel-ErrorPDU.</summary>
        public const int CancelErrorPdu = 34;

        /// <summary>initiate-RequestPDU of MMSpdu: sequence Initiate-RequestPDU.</summary>
        public const int InitiateRequestPdu = 35;

        /// <summary>initiate-ResponsePDU of MMSpdu: sequence Initiate-ResponsePDU.</summary>
        public const int InitiateResponsePdu = 36;

        /// <summary>initiate-ErrorPDU of MMSpdu: sequence ServiceError.</summary>
        public const int InitiateErrorPdu = 37;

        /// <summary>conclude-RequestPDU of MMSpdu: null.</summary>
        public const int ConcludeRequestPdu = 38;

        /// <summary>conclude-ResponsePDU of MMSpdu: null.</summary>
        public const int ConcludeResponsePdu = 39;

        /// <summary>conclude-ErrorPDU of MMSpdu: sequence ServiceError.</summary>
        public const int ConcludeErrorPdu = 40;

        /// <summary>invokeID of Confirmed-RequestPDU, Confirmed-ResponsePDU, Confirmed-ErrorPDU: integer, 0 to 2147483647.</summary>
        public const int InvokeId = 41;

        /// <summary>service of Confirmed-RequestPDU: choice ConfirmedServiceRequest.</summary>
        public const int RequestService = 42;

        /// <summary>service of Confirmed-ResponsePDU: choice ConfirmedServiceResponse.</summary>
        public const int ResponseService = 43;

        /// <summary>service of Unconfirmed-PDU: choice UnconfirmedService.</summary>
        public const int UnconfirmedService = 44;

        /// <summary>read of ConfirmedServiceRequest: sequence Read-Request.</summary>
        public const int ReadRequest = 45;

        /// <summary>write of ConfirmedServiceRequest: sequence Write-Request.</summary>
        public const int WriteRequest = 46;

        /// <summary>getNameList of ConfirmedServiceRequest: sequence GetNameList-Request.</summary>
        public const int GetNameListRequest = 47;

        /// <summary>getVariableAccessAttributes of ConfirmedServiceRequest: choice GetVariableAccessAttributes-Request.</summary>
        public const int GetVariableAccessAttributesRequest = 48;

        /// <summary>getNamedVariableListAttributes of ConfirmedServiceRequest: choice ObjectName.</summary>
        public const int GetNamedVariableListAttributesRequest = 49;

        /// <summary>defineNamedVariableList of ConfirmedServiceRequest: sequence DefineNamedVariableList-Request.</summary>
        public const int DefineNamedVariableListRequest = 50;

        /// <summary>deleteNamedVariableList of ConfirmedServiceRequest: sequence DeleteNamedVariableList-Request.</summary>
        public const int DeleteNamedVariableListRequest = 51;

        /// <summary>identify of ConfirmedServiceRequest: null.</summary>
        public const int IdentifyRequest = 52;

        /// <summary>status of ConfirmedServiceRequest: boolean.</summary>
        public const int StatusRequest = 53;

        /// <summary>readJournal of ConfirmedServiceRequest: sequence ReadJournal-Request.</summary>
        public const int ReadJournalRequest = 54;

        /// <summary>fileOpen of ConfirmedServiceRequest: sequence FileOpen-Request.</summary>
        public const int FileOpenRequest = 55;

        /// <summary>fileRead of ConfirmedServiceRequest: integer, -2147483648 to 2147483647.</summary>
        public const int FileReadRequest = 56;

        /// <summary>fileClose of ConfirmedServiceRequest: integer, -2147483648 to 2147483647.</summary>
        public const int FileCloseRequest = 57;

        /// <summary>fileDelete of ConfirmedServiceRequest: list FileName.</summary>
        public const int FileDeleteRequest = 58;

        /// <summary>fileDirectory of ConfirmedServiceRequest: sequence FileDirectory-Request.</summary>
        public const int FileDirectoryRequest = 59;

        /// <summary>obtainFile of ConfirmedServiceRequest: sequence ObtainFile-Request.</summary>
        public const int ObtainFileRequest = 60;

        /// <summary>read of ConfirmedServiceResponse: sequence Read-Response.</summary>
        public const int ReadResponse = 61;

        /// <summary>write of ConfirmedServiceResponse: list Write-Response.</summary>
        public const int WriteResponse = 62;

        /// <summary>getNameList of ConfirmedServiceResponse: sequence GetNameList-Response.</summary>
        public const int GetNameListResponse = 63;

        /// <summary>getVariableAccessAttributes of ConfirmedServiceResponse: sequence GetVariableAccessAttributes-Response.</summary>
        public const int GetVariableAccessAttributesResponse = 64;

        /// <summary>getNamedVariableListAttributes of ConfirmedServiceResponse: sequence GetNamedVariableListAttributes-Response.</summary>
        public const int GetNamedVariableListAttributesResponse = 65;

        /// <summary>defineNamedVariableList of ConfirmedServiceResponse: null.</summary>
        public const int DefineNamedVariableListResponse = 66;

        /// <summary>deleteNamedVariableList of ConfirmedServiceResponse: sequence DeleteNamedVariableList-Response.</summary>
        public const int DeleteNamedVariableListResponse = 67;

        /// <summary>identify of ConfirmedServiceResponse: sequence Identify-Response.</summary>
        public const int IdentifyResponse = 68;

        /// <summary>status of ConfirmedServiceResponse: sequence StatusResponse.</summary>
        public const int StatusResponse = 69;

        /// <summary>readJournal of ConfirmedServiceResponse: sequence ReadJournal-Response.</summary>
        public const int ReadJournalResponse = 70;

        /// <summary>fileOpen of ConfirmedServiceResponse: sequence FileOpen-Response.</summary>
        public const int FileOpenResponse = 71;

        /// <summary>fileRead of ConfirmedServiceResponse: sequence FileRead-Response.</summary>
        public const int FileReadResponse = 72;

        /// <summary>fileClose of ConfirmedServiceResponse: null.</summary>
        public const int FileCloseResponse = 73;

        /// <summary>fileDelete of ConfirmedServiceResponse: null.</summary>
        public const int FileDeleteResponse = 74;

        /// <summary>fileDirectory of ConfirmedServiceResponse: sequence FileDirectory-Response.</summary>
        public const int FileDirectoryResponse = 75;

        /// <summary>obtainFile of ConfirmedServiceResponse: null.</summary>
        public const int ObtainFileResponse = 76;

        /// <summary>informationReport of UnconfirmedService: sequence InformationReport.</summary>
        public const int InformationReport = 77;

        /// <summary>unsolicitedStatus of UnconfirmedService: sequence StatusResponse.</summary>
        public const int UnsolicitedStatus = 78;

        /// <summary>domain-specific of ObjectName: sequence DomainSpecificName.</summary>
        public const int DomainSpecific = 79;

        /// <summary>vmd-specific of ObjectName: identifier.</summary>
        public const int VmdSpecific = 80;

        /// <summary>aa-specific of ObjectName: identifier.</summary>
        public const int AaSpecific = 81;

        /// <summary>domainID of DomainSpecificName: identifier.</summary>
        public const int DomainId = 82;

        /// <summary>itemID of DomainSpecificName: identifier.</summary>
        public const int ItemId = 83;

        /// <summary>basicObjectClass of ObjectClass: integer, 0 to 13.</summary>
        public const int BasicObjectClass = 84;

        /// <summary>csObjectClass of ObjectClass: integer, 0 to 1.</summary>
        public const int CsObjectClass = 85;

        /// <summary>domainSpecific of ObjectScope: identifier.</summary>
        public const int ScopeDomain = 86;

        /// <summary>vmdSpecific of ObjectScope: null.</summary>
        public const int ScopeVmd = 87;

        /// <summary>aaSpecific of ObjectScope: null.</summary>
        public const int ScopeAa = 88;

        /// <summary>objectClass of GetNameList-Request: choice ObjectClass.</summary>
        public const int ObjectClass = 89;

        /// <summary>objectScope of GetNameList-Request: choice ObjectScope.</summary>
        public const int ObjectScope = 90;

        /// <summary>continueAfter of GetNameList-Request: identifier.</summary>
        public const int ContinueAfter = 91;

        /// <summary>listOfIdentifier of GetNameList-Response: list ListOfIdentifier.</summary>
        public const int ListOfIdentifier = 92;

        /// <summary>moreFollows of GetNameList-Response, ReadJournal-Response, FileRead-Response, FileDirectory-Response: boolean.</summary>
        public const int MoreFollows = 93;

        /// <summary>Identifier of ListOfIdentifier: identifier.</summary>
        public const int Identifier = 94;

        /// <summary>listOfVariable of VariableAccessSpecification, DefineNamedVariableList-Request, GetNamedVariableListAttributes-Response: list ListOfVariable.</summary>
        public const int ListOfVariable = 95;

        /// <summary>variableListName of VariableAccessSpecification, DefineNamedVariableList-Request: choice ObjectName.</summary>
        public const int VariableListName = 96;

        /// <summary>SEQUENCE of ListOfVariable: sequence VariableItem.</summary>
        public const int VariableItem = 97;

        /// <summary>variableSpecification of VariableItem: choice VariableSpecification.</summary>
        public const int VariableSpecification = 98;

        /// <summary>alternateAccess of VariableItem, SelectAlternateAccess: list AlternateAccess.</summary>
        public const int AlternateAccess = 99;

        /// <summary>name of VariableSpecification, GetVariableAccessAttributes-Request: choice ObjectName.</summary>
        public const int Name = 100;

        /// <summary>address of VariableSpecification, VariableDescription, GetVariableAccessAttributes-Request, GetVariableAccessAttributes-Response: choice Address.</summary>
        public const int Address = 101;

        /// <summary>variableDescription of VariableSpecification: sequence VariableDescription.</summary>
        public const int VariableDescription = 102;

        /// <summary>invalidated of VariableSpecification: null.</summary>
        public const int Invalidated = 103;

        /// <summary>success of AccessResult: choice Data.</summary>
        public const int Success = 104;

        /// <summary>failure of AccessResult, WriteResult: integer, 0 to 11.</summary>
        public const int Failure = 105;

        /// <summary>structure of Data: list DataList.</summary>
        public const int Structure = 106;

        /// <summary>floating-point of Data: float.</summary>
        public const int FloatingPoint = 107;

        /// <summary>bit-string of Data: bits.</summary>
        public const int BitString = 108;

        /// <summary>utc-time of Data: octets.</summary>
        public const int UtcTime = 109;

        /// <summary>integer of Data: integer64.</summary>
        public const int Integer = 110;

        /// <summary>boolean of Data: boolean.</summary>
        public const int Boolean = 111;

        /// <summary>unsigned of Data: unsigned64.</summary>
        public const int Unsigned = 112;

        /// <summary>visible-string of Data: visible.</summary>
        public const int VisibleString = 113;

        /// <summary>octet-string of Data: octets.</summary>
        public const int OctetString = 114;

        /// <summary>binary-time of Data: timeofday.</summary>
        public const int BinaryTime = 115;

        /// <summary>array of Data: list DataList.</summary>
        public const int Array = 116;

        /// <summary>mMSString of Data: utf8.</summary>
        public const int MmsString = 117;

        /// <summary>generalized-time of Data: time.</summary>
        public const int GeneralizedTime = 118;

        /// <summary>bcd of Data: positive64.</summary>
        public const int Bcd = 119;

        /// <summary>booleanArray of Data: bits.</summary>
        public const int BooleanArray = 120;

        /// <summary>objId of Data: oid.</summary>
        public const int ObjectId = 121;

        /// <summary>specificationWithResult of Read-Request: boolean.</summary>
        public const int SpecificationWithResult = 122;

        /// <summary>variableAccessSpecification of Read-Request, Read-Response, Write-Request, InformationReport: choice VariableAccessSpecification.</summary>
        public const int VariableAccessSpecification = 123;

        /// <summary>listOfAccessResult of Read-Response, InformationReport: list AccessResultList.</summary>
        public const int ListOfAccessResult = 124;

        /// <summary>listOfData of Write-Request: list WriteDataList.</summary>
        public const int ListOfData = 125;

        /// <summary>success of WriteResult: null.</summary>
        public const int WriteSuccess = 126;

        /// <summary>localDetailCalling of Initiate-RequestPDU: integer, -2147483648 to 2147483647.</summary>
        public const int LocalDetailCalling = 127;

        /// <summary>proposedMaxServOutstandingCalling of Initiate-RequestPDU: integer, -32768 to 32767.</summary>
        public const int ProposedMaxServOutstandingCalling = 128;

        /// <summary>proposedMaxServOutstandingCalled of Initiate-RequestPDU: integer, -32768 to 32767.</summary>
        public const int ProposedMaxServOutstandingCalled = 129;

        /// <summary>proposedDataStructureNestingLevel of Initiate-RequestPDU: integer, -128 to 127.</summary>
        public const int ProposedDataStructureNestingLevel = 130;

        /// <summary>initRequestDetail of Initiate-RequestPDU: sequence InitRequestDetail.</summary>
        public const int InitRequestDetail = 131;

        /// <summary>proposedVersionNumber of InitRequestDetail: integer, -32768 to 32767.</summary>
        public const int ProposedVersionNumber = 132;

        /// <summary>proposedParameterCBB of InitRequestDetail: bits.</summary>
        public const int ProposedParameterCbb = 133;

        /// <summary>servicesSupportedCalling of InitRequestDetail: bits.</summary>
        public const int ServicesSupportedCalling = 134;

        /// <summary>localDetailCalled of Initiate-ResponsePDU: integer, -2147483648 to 2147483647.</summary>
        public const int LocalDetailCalled = 135;

        /// <summary>negotiatedMaxServOutstandingCalling of Initiate-ResponsePDU: integer, -32768 to 32767.</summary>
        public const int NegotiatedMaxServOutstandingCalling = 136;

        /// <summary>negotiatedMaxServOutstandingCalled of Initiate-ResponsePDU: integer, -32768 to 32767.</summary>
        public const int NegotiatedMaxServOutstandingCalled = 137;

        /// <summary>negotiatedDataStructureNestingLevel of Initiate-ResponsePDU: integer, -128 to 127.</summary>
        public const int NegotiatedDataStructureNestingLevel = 138;

        /// <summary>initResponseDetail of Initiate-ResponsePDU: sequence InitResponseDetail.</summary>
        public const int InitResponseDetail = 139;

        /// <summary>negotiatedVersionNumber of InitResponseDetail: integer, -32768 to 32767.</summary>
        public const int NegotiatedVersionNumber = 140;

        /// <summary>negotiatedParameterCBB of InitResponseDetail: bits.</summary>
        public const int NegotiatedParameterCbb = 141;

        /// <summary>servicesSupportedCalled of InitResponseDetail: bits.</summary>
        public const int ServicesSupportedCalled = 142;

        /// <summary>modifierPosition of Confirmed-ErrorPDU: integer, 0 to 2147483647.</summary>
        public const int ModifierPosition = 143;

        /// <summary>serviceError of Confirmed-ErrorPDU, Cancel-ErrorPDU: sequence ServiceError.</summary>
        public const int ServiceError = 144;

        /// <summary>originalInvokeID of Cancel-ErrorPDU, RejectPDU: integer, 0 to 2147483647.</summary>
        public const int OriginalInvokeId = 145;

        /// <summary>numericAddress of Address: integer, 0 to 2147483647.</summary>
        public const int NumericAddress = 146;

        /// <summary>symbolicAddress of Address: utf8.</summary>
        public const int SymbolicAddress = 147;

        /// <summary>unconstrainedAddress of Address: octets.</summary>
        public const int UnconstrainedAddress = 148;

        /// <summary>ap-title of ApplicationReference: choice AP-title.</summary>
        public const int ApTitle = 149;

        /// <summary>ap-invocation-id of ApplicationReference: integer64.</summary>
        public const int ApInvocationId = 150;

        /// <summary>ae-qualifier of ApplicationReference: choice AE-qualifier.</summary>
        public const int AeQualifier = 151;

        /// <summary>ae-invocation-id of ApplicationReference: integer64.</summary>
        public const int AeInvocationId = 152;

        /// <summary>ap-title-form2 of AP-title: oid.</summary>
        public const int ApTitleForm2 = 153;

        /// <summary>ae-qualifier-form2 of AE-qualifier: integer64.</summary>
        public const int AeQualifierForm2 = 154;

        /// <summary>errorClass of ServiceError: choice ErrorClass.</summary>
        public const int ErrorClass = 155;

        /// <summary>additionalCode of ServiceError: integer64.</summary>
        public const int AdditionalCode = 156;

        /// <summary>additionalDescription of ServiceError: visible.</summary>
        public const int AdditionalDescription = 157;

        /// <summary>serviceSpecificInfo of ServiceError: choice ServiceSpecificInfo.</summary>
        public const int ServiceSpecificInfo = 158;

        /// <summary>vmd-state of ErrorClass: integer, 0 to 4.</summary>
        public const int ErrorVmdState = 159;

        /// <summary>application-reference of ErrorClass: integer, 0 to 4.</summary>
        public const int ErrorApplicationReference = 160;

        /// <summary>definition of ErrorClass: integer, 0 to 6.</summary>
        public const int ErrorDefinition = 161;

        /// <summary>resource of ErrorClass: integer, 0 to 5.</summary>
        public const int ErrorResource = 162;

        /// <summary>service of ErrorClass: integer, 0 to 5.</summary>
        public const int ErrorService = 163;

        /// <summary>service-preempt of ErrorClass: integer, 0 to 3.</summary>
        public const int ErrorServicePreempt = 164;

        /// <summary>time-resolution of ErrorClass: integer, 0 to 1.</summary>
        public const int ErrorTimeResolution = 165;

        /// <summary>access of ErrorClass: integer, 0 to 4.</summary>
        public const int ErrorAccess = 166;

        /// <summary>initiate of ErrorClass: integer, 0 to 7.</summary>
        public const int ErrorInitiate = 167;

        /// <summary>conclude of ErrorClass: integer, 0 to 1.</summary>
        public const int ErrorConclude = 168;

        /// <summary>cancel of ErrorClass: integer, 0 to 2.</summary>
        public const int ErrorCancel = 169;

        /// <summary>file of ErrorClass: integer, 0 to 9.</summary>
        public const int ErrorFile = 170;

        /// <summary>others of ErrorClass: integer64.</summary>
        public const int ErrorOthers = 171;

        /// <summary>deleteNamedVariableList of ServiceSpecificInfo: integer, 0 to 2147483647.</summary>
        public const int ErrorNumberDeleted = 172;

        /// <summary>rejectReason of RejectPDU: choice RejectReason.</summary>
        public const int RejectReason = 173;

        /// <summary>confirmed-requestPDU of RejectReason: integer, 0 to 9.</summary>
        public const int RejectConfirmedRequest = 174;

        /// <summary>confirmed-responsePDU of RejectReason: integer, 0 to 6.</summary>
        public const int RejectConfirmedResponse = 175;

        /// <summary>confirmed-errorPDU of RejectReason: integer, 0 to 4.</summary>
        public const int RejectConfirmedError = 176;

        /// <summary>unconfirmedPDU of RejectReason: integer, 0 to 4.</summary>
        public const int RejectUnconfirmed = 177;

        /// <summary>pdu-error of RejectReason: integer, -2147483648 to 2147483647.</summary>
        public const int RejectPduError = 178;

        /// <summary>cancel-requestPDU of RejectReason: integer, 0 to 1.</summary>
        public const int RejectCancelRequest = 179;

        /// <summary>cancel-responsePDU of RejectReason: integer, 0 to 1.</summary>
        public const int RejectCancelResponse = 180;

        /// <summary>cancel-errorPDU of RejectReason: integer, 0 to 3.</summary>
        public const int RejectCancelError = 181;

        /// <summary>conclude-requestPDU of RejectReason: integer, 0 to 1.</summary>
        public const int RejectConcludeRequest = 182;

        /// <summary>conclude-responsePDU of RejectReason: integer, 0 to 1.</summary>
        public const int RejectConcludeResponse = 183;

        /// <summary>conclude-errorPDU of RejectReason: integer, 0 to 2.</summary>
        public const int RejectConcludeError = 184;

        /// <summary>vmdLogicalStatus of StatusResponse: integer, 0 to 3.</summary>
        public const int VmdLogicalStatus = 185;

        /// <summary>vmdPhysicalStatus of StatusResponse: integer, 0 to 3.</summary>
        public const int VmdPhysicalStatus = 186;

        /// <summary>localDetail of StatusResponse: bits.</summary>
        public const int LocalDetail = 187;

        /// <summary>vendorName of Identify-Response: utf8.</summary>
        public const int VendorName = 188;

        /// <summary>modelName of Identify-Response: utf8.</summary>
        public const int ModelName = 189;

        /// <summary>revision of Identify-Response: utf8.</summary>
        public const int Revision = 190;

        /// <summary>listOfAbstractSyntaxes of Identify-Response: list ListOfAbstractSyntaxes.</summary>
        public const int ListOfAbstractSyntaxes = 191;

        /// <summary>OBJECT_IDENTIFIER of ListOfAbstractSyntaxes: oid.</summary>
        public const int ObjectIdentifier = 192;

        /// <summary>typeSpecification of VariableDescription: choice TypeSpecification.</summary>
        public const int TypeSpecification = 193;

        /// <summary>unnamed of AlternateAccessItem: choice AlternateAccessSelection.</summary>
        public const int Unnamed = 194;

        /// <summary>named of AlternateAccessItem: sequence NamedAccess.</summary>
        public const int Named = 195;

        /// <summary>componentName of NamedAccess, TypeComponent: identifier.</summary>
        public const int ComponentName = 196;

        /// <summary>access of NamedAccess: choice AlternateAccessSelection.</summary>
        public const int Access = 197;

        /// <summary>selectAccess of AlternateAccessSelection: choice AccessSelection.</summary>
        public const int SelectAccess = 198;

        /// <summary>selectAlternateAccess of AlternateAccessSelection: sequence SelectAlternateAccess.</summary>
        public const int SelectAlternateAccess = 199;

        /// <summary>accessSelection of SelectAlternateAccess: choice AccessSelection.</summary>
        public const int AccessSelection = 200;

        /// <summary>component of AccessSelection: identifier.</summary>
        public const int Component = 201;

        /// <summary>index of AccessSelection: integer, 0 to 2147483647.</summary>
        public const int Index = 202;

        /// <summary>indexRange of AccessSelection: sequence IndexRange.</summary>
        public const int IndexRange = 203;

        /// <summary>allElements of AccessSelection: null.</summary>
        public const int AllElements = 204;

        /// <summary>lowIndex of IndexRange: integer, 0 to 2147483647.</summary>
        public const int LowIndex = 205;

        /// <summary>numberOfElements of IndexRange, ArrayType: integer, 0 to 2147483647.</summary>
        public const int NumberOfElements = 206;

        /// <summary>typeDescription of TypeSpecification, GetVariableAccessAttributes-Response: choice TypeDescription.</summary>
        public const int TypeDescription = 207;

        /// <summary>typeName of TypeSpecification: choice ObjectName.</summary>
        public const int TypeName = 208;

        /// <summary>structure of TypeDescription: sequence StructureType.</summary>
        public const int TypeStructure = 209;

        /// <summary>boolean of TypeDescription: null.</summary>
        public const int TypeBoolean = 210;

        /// <summary>bit-string of TypeDescription: integer, -2147483648 to 2147483647.</summary>
        public const int TypeBitString = 211;

        /// <summary>integer of TypeDescription: integer, 0 to 127.</summary>
        public const int TypeInteger = 212;

        /// <summary>unsigned of TypeDescription: integer, 0 to 127.</summary>
        public const int TypeUnsigned = 213;

        /// <summary>floating-point of TypeDescription: sequence FloatType.</summary>
        public const int TypeFloatingPoint = 214;

        /// <summary>utc-time of TypeDescription: null.</summary>
        public const int TypeUtcTime = 215;

        /// <summary>visible-string of TypeDescription: integer, -2147483648 to 2147483647.</summary>
        public const int TypeVisibleString = 216;

        /// <summary>octet-string of TypeDescription: integer, -2147483648 to 2147483647.</summary>
        public const int TypeOctetString = 217;

        /// <summary>array of TypeDescription: sequence ArrayType.</summary>
        public const int TypeArray = 218;

        /// <summary>binary-time of TypeDescription: boolean.</summary>
        public const int TypeBinaryTime = 219;

        /// <summary>mMSString of TypeDescription: integer, -2147483648 to 2147483647.</summary>
        public const int TypeMmsString = 220;

        /// <summary>generalized-time of TypeDescription: null.</summary>
        public const int TypeGeneralizedTime = 221;

        /// <summary>bcd of TypeDescription: integer, 0 to 127.</summary>
        public const int TypeBcd = 222;

        /// <summary>objId of TypeDescription: null.</summary>
        public const int TypeObjectId = 223;

        /// <summary>packed of ArrayType, StructureType: boolean.</summary>
        public const int Packed = 224;

        /// <summary>elementType of ArrayType: choice TypeSpecification.</summary>
        public const int ElementType = 225;

        /// <summary>components of StructureType: list TypeComponents.</summary>
        public const int Components = 226;

        /// <summary>SEQUENCE of TypeComponents: sequence TypeComponent.</summary>
        public const int TypeComponent = 227;

        /// <summary>componentType of TypeComponent: choice TypeSpecification.</summary>
        public const int ComponentType = 228;

        /// <summary>format-width of FloatType: integer, 0 to 127.</summary>
        public const int FormatWidth = 229;

        /// <summary>exponent-width of FloatType: integer, 0 to 127.</summary>
        public const int ExponentWidth = 230;

        /// <summary>mmsDeletable of GetVariableAccessAttributes-Response, GetNamedVariableListAttributes-Response: boolean.</summary>
        public const int MmsDeletable = 231;

        /// <summary>accessControlList of GetVariableAccessAttributes-Response, GetNamedVariableListAttributes-Response: identifier.</summary>
        public const int AccessControlList = 232;

        /// <summary>meaning of GetVariableAccessAttributes-Response: visible.</summary>
        public const int Meaning = 233;

        /// <summary>scopeOfDelete of DeleteNamedVariableList-Request: integer, 0 to 3.</summary>
        public const int ScopeOfDelete = 234;

        /// <summary>listOfVariableListName of DeleteNamedVariableList-Request: list ObjectNameList.</summary>
        public const int ListOfVariableListName = 235;

        /// <summary>domainName of DeleteNamedVariableList-Request: identifier.</summary>
        public const int DomainName = 236;

        /// <summary>numberMatched of DeleteNamedVariableList-Response: integer, 0 to 2147483647.</summary>
        public const int NumberMatched = 237;

        /// <summary>numberDeleted of DeleteNamedVariableList-Response: integer, 0 to 2147483647.</summary>
        public const int NumberDeleted = 238;

        /// <summary>journalName of ReadJournal-Request: choice ObjectName.</summary>
        public const int JournalName = 239;

        /// <summary>rangeStartSpecification of ReadJournal-Request: choice RangeStart.</summary>
        public const int RangeStartSpecification = 240;

        /// <summary>rangeStopSpecification of ReadJournal-Request: choice RangeStop.</summary>
        public const int RangeStopSpecification = 241;

        /// <summary>listOfVariables of ReadJournal-Request: list ListOfVisibleString.</summary>
        public const int JournalVariableNames = 242;

        /// <summary>entryToStartAfter of ReadJournal-Request: sequence EntryToStartAfter.</summary>
        public const int EntryToStartAfter = 243;

        /// <summary>startingTime of RangeStart: timeofday.</summary>
        public const int StartingTime = 244;

        /// <summary>startingEntry of RangeStart: octets.</summary>
        public const int StartingEntry = 245;

        /// <summary>endingTime of RangeStop: timeofday.</summary>
        public const int EndingTime = 246;

        /// <summary>numberOfEntries of RangeStop: integer, -2147483648 to 2147483647.</summary>
        public const int NumberOfEntries = 247;

        /// <summary>VisibleString of ListOfVisibleString: visible.</summary>
        public const int VisibleStringItem = 248;

        /// <summary>timeSpecification of EntryToStartAfter: timeofday.</summary>
        public const int TimeSpecification = 249;

        /// <summary>entrySpecification of EntryToStartAfter: octets.</summary>
        public const int EntrySpecification = 250;

        /// <summary>listOfJournalEntry of ReadJournal-Response: list ListOfJournalEntry.</summary>
        public const int ListOfJournalEntry = 251;

        /// <summary>JournalEntry of ListOfJournalEntry: sequence JournalEntry.</summary>
        public const int JournalEntry = 252;

        /// <summary>entryIdentifier of JournalEntry: octets.</summary>
        public const int EntryIdentifier = 253;

        /// <summary>originatingApplication of JournalEntry: sequence ApplicationReference.</summary>
        public const int OriginatingApplication = 254;

        /// <summary>entryContent of JournalEntry: sequence EntryContent.</summary>
        public const int EntryContent = 255;

        /// <summary>occurrenceTime of EntryContent: timeofday.</summary>
        public const int OccurrenceTime = 256;

        /// <summary>entryForm of EntryContent: choice EntryForm.</summary>
        public const int EntryForm = 257;

        /// <summary>data of EntryForm: sequence EntryData.</summary>
        public const int Data = 258;

        /// <summary>annotation of EntryForm: utf8.</summary>
        public const int Annotation = 259;

        /// <summary>event of EntryData: sequence JournalEvent.</summary>
        public const int Event = 260;

        /// <summary>listOfVariables of EntryData: list JournalVariables.</summary>
        public const int JournalVariables = 261;

        /// <summary>eventConditionName of JournalEvent: choice ObjectName.</summary>
        public const int EventConditionName = 262;

        /// <summary>currentState of JournalEvent: integer, 0 to 2.</summary>
        public const int CurrentState = 263;

        /// <summary>Journal-Variable of JournalVariables: sequence Journal-Variable.</summary>
        public const int JournalVariable = 264;

        /// <summary>variableTag of Journal-Variable: utf8.</summary>
        public const int VariableTag = 265;

        /// <summary>valueSpecification of Journal-Variable: choice Data.</summary>
        public const int ValueSpecification = 266;

        /// <summary>GraphicString of FileName: graphic.</summary>
        public const int GraphicString = 267;

        /// <summary>fileName of FileOpen-Request, DirectoryEntry: list FileName.</summary>
        public const int FileName = 268;

        /// <summary>initialPosition of FileOpen-Request: integer, 0 to 2147483647.</summary>
        public const int InitialPosition = 269;

        /// <summary>frsmID of FileOpen-Response: integer, -2147483648 to 2147483647.</summary>
        public const int FrsmId = 270;

        /// <summary>fileAttributes of FileOpen-Response, DirectoryEntry: sequence FileAttributes.</summary>
        public const int FileAttributes = 271;

        /// <summary>fileData of FileRead-Response: octets.</summary>
        public const int FileData = 272;

        /// <summary>fileSpecification of FileDirectory-Request: list FileName.</summary>
        public const int FileSpecification = 273;

        /// <summary>continueAfter of FileDirectory-Request: list FileName.</summary>
        public const int ContinueAfterFile = 274;

        /// <summary>listOfDirectoryEntry of FileDirectory-Response: list DirectoryEntries.</summary>
        public const int ListOfDirectoryEntry = 275;

        /// <summary>DirectoryEntry of DirectoryEntries: sequence DirectoryEntry.</summary>
        public const int DirectoryEntry = 276;

        /// <summary>sizeOfFile of FileAttributes: integer, 0 to 2147483647.</summary>
        public const int SizeOfFile = 277;

        /// <summary>lastModified of FileAttributes: time.</summary>
        public const int LastModified = 278;

        /// <summary>sourceFileServer of ObtainFile-Request: sequence ApplicationReference.</summary>
        public const int SourceFileServer = 279;

        /// <summary>sourceFile of ObtainFile-Request: list FileName.</summary>
        public const int SourceFile = 280;

        /// <summary>destinationFile of ObtainFile-Request: list FileName.</summary>
        public const int DestinationFile = 281;
    }
}

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

        /// <summary>modifierPosition of Confirmed-ErrorPDU: integer, 0 to 2147483647.</summary>
        public const int ModifierPosition = 44;

        /// <summary>serviceError of Confirmed-ErrorPDU, Cancel-ErrorPDU: sequence ServiceError.</summary>
        public const int ServiceError = 45;

        /// <summary>service of Unconfirmed-PDU: choice UnconfirmedService.</summary>
        public const int UnconfirmedService = 46;

        /// <summary>originalInvokeID of Cancel-ErrorPDU, RejectPDU: integer, 0 to 2147483647.</summary>
        public const int OriginalInvokeId = 47;

        /// <summary>read of ConfirmedServiceRequest: sequence Read-Request.</summary>
        public const int ReadRequest = 48;

        /// <summary>write of ConfirmedServiceRequest: sequence Write-Request.</summary>
        public const int WriteRequest = 49;

        /// <summary>getNameList of ConfirmedServiceRequest: sequence GetNameList-Request.</summary>
        public const int GetNameListRequest = 50;

        /// <summary>getVariableAccessAttributes of ConfirmedServiceRequest: choice GetVariableAccessAttributes-Request.</summary>
        public const int GetVariableAccessAttributesRequest = 51;

        /// <summary>getNamedVariableListAttributes of ConfirmedServiceRequest: choice ObjectName.</summary>
        public const int GetNamedVariableListAttributesRequest = 52;

        /// <summary>defineNamedVariableList of ConfirmedServiceRequest: sequence DefineNamedVariableList-Request.</summary>
        public const int DefineNamedVariableListRequest = 53;

        /// <summary>deleteNamedVariableList of ConfirmedServiceRequest: sequence DeleteNamedVariableList-Request.</summary>
        public const int DeleteNamedVariableListRequest = 54;

        /// <summary>identify of ConfirmedServiceRequest: null.</summary>
        public const int IdentifyRequest = 55;

        /// <summary>status of ConfirmedServiceRequest: boolean.</summary>
        public const int StatusRequest = 56;

        /// <summary>readJournal of ConfirmedServiceRequest: sequence ReadJournal-Request.</summary>
        public const int ReadJournalRequest = 57;

        /// <summary>fileOpen of ConfirmedServiceRequest: sequence FileOpen-Request.</summary>
        public const int FileOpenRequest = 58;

        /// <summary>fileRead of ConfirmedServiceRequest: integer, -2147483648 to 2147483647.</summary>
        public const int FileReadRequest = 59;

        /// <summary>fileClose of ConfirmedServiceRequest: integer, -2147483648 to 2147483647.</summary>
        public const int FileCloseRequest = 60;

        /// <summary>fileDelete of ConfirmedServiceRequest: list FileName.</summary>
        public const int FileDeleteRequest = 61;

        /// <summary>fileDirectory of ConfirmedServiceRequest: sequence FileDirectory-Request.</summary>
        public const int FileDirectoryRequest = 62;

        /// <summary>obtainFile of ConfirmedServiceRequest: sequence ObtainFile-Request.</summary>
        public const int ObtainFileRequest = 63;

        /// <summary>read of ConfirmedServiceResponse: sequence Read-Response.</summary>
        public const int ReadResponse = 64;

        /// <summary>write of ConfirmedServiceResponse: list Write-Response.</summary>
        public const int WriteResponse = 65;

        /// <summary>getNameList of ConfirmedServiceResponse: sequence GetNameList-Response.</summary>
        public const int GetNameListResponse = 66;

        /// <summary>getVariableAccessAttributes of ConfirmedServiceResponse: sequence GetVariableAccessAttributes-Response.</summary>
        public const int GetVariableAccessAttributesResponse = 67;

        /// <summary>getNamedVariableListAttributes of ConfirmedServiceResponse: sequence GetNamedVariableListAttributes-Response.</summary>
        public const int GetNamedVariableListAttributesResponse = 68;

        /// <summary>defineNamedVariableList of ConfirmedServiceResponse: null.</summary>
        public const int DefineNamedVariableListResponse = 69;

        /// <summary>deleteNamedVariableList of ConfirmedServiceResponse: sequence DeleteNamedVariableList-Response.</summary>
        public const int DeleteNamedVariableListResponse = 70;

        /// <summary>identify of ConfirmedServiceResponse: sequence Identify-Response.</summary>
        public const int IdentifyResponse = 71;

        /// <summary>status of ConfirmedServiceResponse: sequence StatusResponse.</summary>
        public const int StatusResponse = 72;

        /// <summary>readJournal of ConfirmedServiceResponse: sequence ReadJournal-Response.</summary>
        public const int ReadJournalResponse = 73;

        /// <summary>fileOpen of ConfirmedServiceResponse: sequence FileOpen-Response.</summary>
        public const int FileOpenResponse = 74;

        /// <summary>fileRead of ConfirmedServiceResponse: sequence FileRead-Response.</summary>
        public const int FileReadResponse = 75;

        /// <summary>fileClose of ConfirmedServiceResponse: null.</summary>
        public const int FileCloseResponse = 76;

        /// <summary>fileDelete of ConfirmedServiceResponse: null.</summary>
        public const int FileDeleteResponse = 77;

        /// <summary>fileDirectory of ConfirmedServiceResponse: sequence FileDirectory-Response.</summary>
        public const int FileDirectoryResponse = 78;

        /// <summary>obtainFile of ConfirmedServiceResponse: null.</summary>
        public const int ObtainFileResponse = 79;

        /// <summary>informationReport of UnconfirmedService: sequence InformationReport.</summary>
        public const int InformationReport = 80;

        /// <summary>unsolicitedStatus of UnconfirmedService: sequence StatusResponse.</summary>
        public const int UnsolicitedStatus = 81;

        /// <summary>domain-specific of ObjectName: sequence DomainSpecificName.</summary>
        public const int DomainSpecific = 82;

        /// <summary>vmd-specific of ObjectName: identifier.</summary>
        public const int VmdSpecific = 83;

        /// <summary>aa-specific of ObjectName: identifier.</summary>
        public const int AaSpecific = 84;

        /// <summary>domainID of DomainSpecificName: identifier.</summary>
        public const int DomainId = 85;

        /// <summary>itemID of DomainSpecificName: identifier.</summary>
        public const int ItemId = 86;

        /// <summary>basicObjectClass of ObjectClass: integer, 0 to 13.</summary>
        public const int BasicObjectClass = 87;

        /// <summary>csObjectClass of ObjectClass: integer, 0 to 1.</summary>
        public const int CsObjectClass = 88;

        /// <summary>domainSpecific of ObjectScope: identifier.</summary>
        public const int ScopeDomain = 89;

        /// <summary>vmdSpecific of ObjectScope: null.</summary>
        public const int ScopeVmd = 90;

        /// <summary>aaSpecific of ObjectScope: null.</summary>
        public const int ScopeAa = 91;

        /// <summary>numericAddress of Address: integer, 0 to 2147483647.</summary>
        public const int NumericAddress = 92;

        /// <summary>symbolicAddress of Address: utf8.</summary>
        public const int SymbolicAddress = 93;

        /// <summary>unconstrainedAddress of Address: octets.</summary>
        public const int UnconstrainedAddress = 94;

        /// <summary>ap-title of ApplicationReference: choice AP-title.</summary>
        public const int ApTitle = 95;

        /// <summary>ap-invocation-id of ApplicationReference: integer64.</summary>
        public const int ApInvocationId = 96;

        /// <summary>ae-qualifier of ApplicationReference: choice AE-qualifier.</summary>
        public const int AeQualifier = 97;

        /// <summary>ae-invocation-id of ApplicationReference: integer64.</summary>
        public const int AeInvocationId = 98;

        /// <summary>ap-title-form2 of AP-title: oid.</summary>
        public const int ApTitleForm2 = 99;

        /// <summary>ae-qualifier-form2 of AE-qualifier: integer64.</summary>
        public const int AeQualifierForm2 = 100;

        /// <summary>localDetailCalling of Initiate-RequestPDU: integer, -2147483648 to 2147483647.</summary>
        public const int LocalDetailCalling = 101;

        /// <summary>proposedMaxServOutstandingCalling of Initiate-RequestPDU: integer, -32768 to 32767.</summary>
        public const int ProposedMaxServOutstandingCalling = 102;

        /// <summary>proposedMaxServOutstandingCalled of Initiate-RequestPDU: integer, -32768 to 32767.</summary>
        public const int ProposedMaxServOutstandingCalled = 103;

        /// <summary>proposedDataStructureNestingLevel of Initiate-RequestPDU: integer, -128 to 127.</summary>
        public const int ProposedDataStructureNestingLevel = 104;

        /// <summary>initRequestDetail of Initiate-RequestPDU: sequence InitRequestDetail.</summary>
        public const int InitRequestDetail = 105;

        /// <summary>proposedVersionNumber of InitRequestDetail: integer, -32768 to 32767.</summary>
        public const int ProposedVersionNumber = 106;

        /// <summary>proposedParameterCBB of InitRequestDetail: bits.</summary>
        public const int ProposedParameterCbb = 107;

        /// <summary>servicesSupportedCalling of InitRequestDetail: bits.</summary>
        public const int ServicesSupportedCalling = 108;

        /// <summary>localDetailCalled of Initiate-ResponsePDU: integer, -2147483648 to 2147483647.</summary>
        public const int LocalDetailCalled = 109;

        /// <summary>negotiatedMaxServOutstandingCalling of Initiate-ResponsePDU: integer, -32768 to 32767.</summary>
        public const int NegotiatedMaxServOutstandingCalling = 110;

        /// <summary>negotiatedMaxServOutstandingCalled of Initiate-ResponsePDU: integer, -32768 to 32767.</summary>
        public const int NegotiatedMaxServOutstandingCalled = 111;

        /// <summary>negotiatedDataStructureNestingLevel of Initiate-ResponsePDU: integer, -128 to 127.</summary>
        public const int NegotiatedDataStructureNestingLevel = 112;

        /// <summary>initResponseDetail of Initiate-ResponsePDU: sequence InitResponseDetail.</summary>
        public const int InitResponseDetail = 113;

        /// <summary>negotiatedVersionNumber of InitResponseDetail: integer, -32768 to 32767.</summary>
        public const int NegotiatedVersionNumber = 114;

        /// <summary>negotiatedParameterCBB of InitResponseDetail: bits.</summary>
        public const int NegotiatedParameterCbb = 115;

        /// <summary>servicesSupportedCalled of InitResponseDetail: bits.</summary>
        public const int ServicesSupportedCalled = 116;

        /// <summary>errorClass of ServiceError: choice ErrorClass.</summary>
        public const int ErrorClass = 117;

        /// <summary>additionalCode of ServiceError: integer64.</summary>
        public const int AdditionalCode = 118;

        /// <summary>additionalDescription of ServiceError: visible.</summary>
        public const int AdditionalDescription = 119;

        /// <summary>serviceSpecificInfo of ServiceError: choice ServiceSpecificInfo.</summary>
        public const int ServiceSpecificInfo = 120;

        /// <summary>vmd-state of ErrorClass: integer, 0 to 4.</summary>
        public const int ErrorVmdState = 121;

        /// <summary>application-reference of ErrorClass: integer, 0 to 4.</summary>
        public const int ErrorApplicationReference = 122;

        /// <summary>definition of ErrorClass: integer, 0 to 6.</summary>
        public const int ErrorDefinition = 123;

        /// <summary>resource of ErrorClass: integer, 0 to 5.</summary>
        public const int ErrorResource = 124;

        /// <summary>service of ErrorClass: integer, 0 to 5.</summary>
        public const int ErrorService = 125;

        /// <summary>service-preempt of ErrorClass: integer, 0 to 3.</summary>
        public const int ErrorServicePreempt = 126;

        /// <summary>time-resolution of ErrorClass: integer, 0 to 1.</summary>
        public const int ErrorTimeResolution = 127;

        /// <summary>access of ErrorClass: integer, 0 to 4.</summary>
        public const int ErrorAccess = 128;

        /// <summary>initiate of ErrorClass: integer, 0 to 7.</summary>
        public const int ErrorInitiate = 129;

        /// <summary>conclude of ErrorClass: integer, 0 to 1.</summary>
        public const int ErrorConclude = 130;

        /// <summary>cancel of ErrorClass: integer, 0 to 2.</summary>
        public const int ErrorCancel = 131;

        /// <summary>file of ErrorClass: integer, 0 to 9.</summary>
        public const int ErrorFile = 132;

        /// <summary>others of ErrorClass: integer64.</summary>
        public const int ErrorOthers = 133;

        /// <summary>deleteNamedVariableList of ServiceSpecificInfo: integer, 0 to 2147483647.</summary>
        public const int ErrorNumberDeleted = 134;

        /// <summary>rejectReason of RejectPDU: choice RejectReason.</summary>
        public const int RejectReason = 135;

        /// <summary>confirmed-requestPDU of RejectReason: integer, 0 to 9.</summary>
        public const int RejectConfirmedRequest = 136;

        /// <summary>confirmed-responsePDU of RejectReason: integer, 0 to 6.</summary>
        public const int RejectConfirmedResponse = 137;

        /// <summary>confirmed-errorPDU of RejectReason: integer, 0 to 4.</summary>
        public const int RejectConfirmedError = 138;

        /// <summary>unconfirmedPDU of RejectReason: integer, 0 to 4.</summary>
        public const int RejectUnconfirmed = 139;

        /// <summary>pdu-error of RejectReason: integer, -2147483648 to 2147483647.</summary>
        public const int RejectPduError = 140;

        /// <summary>cancel-requestPDU of RejectReason: integer, 0 to 1.</summary>
        public const int RejectCancelRequest = 141;

        /// <summary>cancel-responsePDU of RejectReason: integer, 0 to 1.</summary>
        public const int RejectCancelResponse = 142;

        /// <summary>cancel-errorPDU of RejectReason: integer, 0 to 3.</summary>
        public const int RejectCancelError = 143;

        /// <summary>conclude-requestPDU of RejectReason: integer, 0 to 1.</summary>
        public const int RejectConcludeRequest = 144;

        /// <summary>conclude-responsePDU of RejectReason: integer, 0 to 1.</summary>
        public const int RejectConcludeResponse = 145;

        /// <summary>conclude-errorPDU of RejectReason: integer, 0 to 2.</summary>
        public const int RejectConcludeError = 146;

        /// <summary>vmdLogicalStatus of StatusResponse: integer, 0 to 3.</summary>
        public const int VmdLogicalStatus = 147;

        /// <summary>vmdPhysicalStatus of StatusResponse: integer, 0 to 3.</summary>
        public const int VmdPhysicalStatus = 148;

        /// <summary>localDetail of StatusResponse: bits.</summary>
        public const int LocalDetail = 149;

        /// <summary>objectClass of GetNameList-Request: choice ObjectClass.</summary>
        public const int ObjectClass = 150;

        /// <summary>objectScope of GetNameList-Request: choice ObjectScope.</summary>
        public const int ObjectScope = 151;

        /// <summary>continueAfter of GetNameList-Request: identifier.</summary>
        public const int ContinueAfter = 152;

        /// <summary>listOfIdentifier of GetNameList-Response: list ListOfIdentifier.</summary>
        public const int ListOfIdentifier = 153;

        /// <summary>moreFollows of GetNameList-Response, ReadJournal-Response, FileRead-Response, FileDirectory-Response: boolean.</summary>
        public const int MoreFollows = 154;

        /// <summary>Identifier of ListOfIdentifier: identifier.</summary>
        public const int Identifier = 155;

        /// <summary>vendorName of Identify-Response: utf8.</summary>
        public const int VendorName = 156;

        /// <summary>modelName of Identify-Response: utf8.</summary>
        public const int ModelName = 157;

        /// <summary>revision of Identify-Response: utf8.</summary>
        public const int Revision = 158;

        /// <summary>listOfAbstractSyntaxes of Identify-Response: list ListOfAbstractSyntaxes.</summary>
        public const int ListOfAbstractSyntaxes = 159;

        /// <summary>OBJECT_IDENTIFIER of ListOfAbstractSyntaxes: oid.</summary>
        public const int ObjectIdentifier = 160;

        /// <summary>listOfVariable of VariableAccessSpecification, DefineNamedVariableList-Request, GetNamedVariableListAttributes-Response: list ListOfVariable.</summary>
        public const int ListOfVariable = 161;

        /// <summary>variableListName of VariableAccessSpecification, DefineNamedVariableList-Request: choice ObjectName.</summary>
        public const int VariableListName = 162;

        /// <summary>SEQUENCE of ListOfVariable: sequence VariableItem.</summary>
        public const int VariableItem = 163;

        /// <summary>variableSpecification of VariableItem: choice VariableSpecification.</summary>
        public const int VariableSpecification = 164;

        /// <summary>alternateAccess of VariableItem, SelectAlternateAccess: list AlternateAccess.</summary>
        public const int AlternateAccess = 165;

        /// <summary>name of VariableSpecification, GetVariableAccessAttributes-Request: choice ObjectName.</summary>
        public const int Name = 166;

        /// <summary>address of VariableSpecification, VariableDescription, GetVariableAccessAttributes-Request, GetVariableAccessAttributes-Response: choice Address.</summary>
        public const int Address = 167;

        /// <summary>variableDescription of VariableSpecification: sequence VariableDescription.</summary>
        public const int VariableDescription = 168;

        /// <summary>invalidated of VariableSpecification: null.</summary>
        public const int Invalidated = 169;

        /// <summary>typeSpecification of VariableDescription: choice TypeSpecification.</summary>
        public const int TypeSpecification = 170;

        /// <summary>unnamed of AlternateAccessItem: choice AlternateAccessSelection.</summary>
        public const int Unnamed = 171;

        /// <summary>named of AlternateAccessItem: sequence NamedAccess.</summary>
        public const int Named = 172;

        /// <summary>componentName of NamedAccess, TypeComponent: identifier.</summary>
        public const int ComponentName = 173;

        /// <summary>access of NamedAccess: choice AlternateAccessSelection.</summary>
        public const int Access = 174;

        /// <summary>selectAccess of AlternateAccessSelection: choice AccessSelection.</summary>
        public const int SelectAccess = 175;

        /// <summary>selectAlternateAccess of AlternateAccessSelection: sequence SelectAlternateAccess.</summary>
        public const int SelectAlternateAccess = 176;

        /// <summary>accessSelection of SelectAlternateAccess: choice AccessSelection.</summary>
        public const int AccessSelection = 177;

        /// <summary>component of AccessSelection: identifier.</summary>
        public const int Component = 178;

        /// <summary>index of AccessSelection: integer, 0 to 2147483647.</summary>
        public const int Index = 179;

        /// <summary>indexRange of AccessSelection: sequence IndexRange.</summary>
        public const int IndexRange = 180;

        /// <summary>allElements of AccessSelection: null.</summary>
        public const int AllElements = 181;

        /// <summary>lowIndex of IndexRange: integer, 0 to 2147483647.</summary>
        public const int LowIndex = 182;

        /// <summary>numberOfElements of IndexRange, ArrayType: integer, 0 to 2147483647.</summary>
        public const int NumberOfElements = 183;

        /// <summary>typeDescription of TypeSpecification, GetVariableAccessAttributes-Response: choice TypeDescription.</summary>
        public const int TypeDescription = 184;

        /// <summary>typeName of TypeSpecification: choice ObjectName.</summary>
        public const int TypeName = 185;

        /// <summary>structure of TypeDescription: sequence StructureType.</summary>
        public const int TypeStructure = 186;

        /// <summary>boolean of TypeDescription: null.</summary>
        public const int TypeBoolean = 187;

        /// <summary>bit-string of TypeDescription: integer, -2147483648 to 2147483647.</summary>
        public const int TypeBitString = 188;

        /// <summary>integer of TypeDescription: integer, 0 to 127.</summary>
        public const int TypeInteger = 189;

        /// <summary>unsigned of TypeDescription: integer, 0 to 127.</summary>
        public const int TypeUnsigned = 190;

        /// <summary>floating-point of TypeDescription: sequence FloatType.</summary>
        public const int TypeFloatingPoint = 191;

        /// <summary>utc-time of TypeDescription: null.</summary>
        public const int TypeUtcTime = 192;

        /// <summary>visible-string of TypeDescription: integer, -2147483648 to 2147483647.</summary>
        public const int TypeVisibleString = 193;

        /// <summary>octet-string of TypeDescription: integer, -2147483648 to 2147483647.</summary>
        public const int TypeOctetString = 194;

        /// <summary>array of TypeDescription: sequence ArrayType.</summary>
        public const int TypeArray = 195;

        /// <summary>binary-time of TypeDescription: boolean.</summary>
        public const int TypeBinaryTime = 196;

        /// <summary>mMSString of TypeDescription: integer, -2147483648 to 2147483647.</summary>
        public const int TypeMmsString = 197;

        /// <summary>generalized-time of TypeDescription: null.</summary>
        public const int TypeGeneralizedTime = 198;

        /// <summary>bcd of TypeDescription: integer, 0 to 127.</summary>
        public const int TypeBcd = 199;

        /// <summary>objId of TypeDescription: null.</summary>
        public const int TypeObjectId = 200;

        /// <summary>packed of ArrayType, StructureType: boolean.</summary>
        public const int Packed = 201;

        /// <summary>elementType of ArrayType: choice TypeSpecification.</summary>
        public const int ElementType = 202;

        /// <summary>components of StructureType: list TypeComponents.</summary>
        public const int Components = 203;

        /// <summary>SEQUENCE of TypeComponents: sequence TypeComponent.</summary>
        public const int TypeComponent = 204;

        /// <summary>componentType of TypeComponent: choice TypeSpecification.</summary>
        public const int ComponentType = 205;

        /// <summary>format-width of FloatType: integer, 0 to 127.</summary>
        public const int FormatWidth = 206;

        /// <summary>exponent-width of FloatType: integer, 0 to 127.</summary>
        public const int ExponentWidth = 207;

        /// <summary>success of AccessResult: choice Data.</summary>
        public const int Success = 208;

        /// <summary>failure of AccessResult, WriteResult: integer, 0 to 11.</summary>
        public const int Failure = 209;

        /// <summary>structure of Data: list DataList.</summary>
        public const int Structure = 210;

        /// <summary>floating-point of Data: float.</summary>
        public const int FloatingPoint = 211;

        /// <summary>bit-string of Data: bits.</summary>
        public const int BitString = 212;

        /// <summary>utc-time of Data: octets.</summary>
        public const int UtcTime = 213;

        /// <summary>integer of Data: integer64.</summary>
        public const int Integer = 214;

        /// <summary>boolean of Data: boolean.</summary>
        public const int Boolean = 215;

        /// <summary>unsigned of Data: unsigned64.</summary>
        public const int Unsigned = 216;

        /// <summary>visible-string of Data: visible.</summary>
        public const int VisibleString = 217;

        /// <summary>octet-string of Data: octets.</summary>
        public const int OctetString = 218;

        /// <summary>binary-time of Data: timeofday.</summary>
        public const int BinaryTime = 219;

        /// <summary>array of Data: list DataList.</summary>
        public const int Array = 220;

        /// <summary>mMSString of Data: utf8.</summary>
        public const int MmsString = 221;

        /// <summary>generalized-time of Data: time.</summary>
        public const int GeneralizedTime = 222;

        /// <summary>bcd of Data: positive64.</summary>
        public const int Bcd = 223;

        /// <summary>booleanArray of Data: bits.</summary>
        public const int BooleanArray = 224;

        /// <summary>objId of Data: oid.</summary>
        public const int ObjectId = 225;

        /// <summary>specificationWithResult of Read-Request: boolean.</summary>
        public const int SpecificationWithResult = 226;

        /// <summary>variableAccessSpecification of Read-Request, Read-Response, Write-Request, InformationReport: choice VariableAccessSpecification.</summary>
        public const int VariableAccessSpecification = 227;

        /// <summary>listOfAccessResult of Read-Response, InformationReport: list AccessResultList.</summary>
        public const int ListOfAccessResult = 228;

        /// <summary>listOfData of Write-Request: list WriteDataList.</summary>
        public const int ListOfData = 229;

        /// <summary>success of WriteResult: null.</summary>
        public const int WriteSuccess = 230;

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

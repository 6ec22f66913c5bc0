using nanoDer.Core;
using nanoDer.Mms;
using Kind = nanoDer.Mms.Mms;

namespace nanoDer.Client
{
    /// <content>
    /// Requests. Objects are named as MMS names them: <c>LD/LN$FC$DO$DA</c>, elements of arrays <c>LD/LN$SP$Arr(3)$x</c>, <c>@name</c> for
    /// one of the association, a name without a slash for one of the whole device.
    /// </content>
    public sealed partial class MmsClient
    {
        /// <summary>Class of the objects that getNameList lists: variables.</summary>
        public const int NamedVariables = 0;

        /// <summary>Data sets.</summary>
        public const int NamedVariableLists = 2;

        /// <summary>Logs.</summary>
        public const int Journals = 8;

        /// <summary>Logical devices.</summary>
        public const int Domains = 9;

        // str1, str2, vnam, valt, vlis of 11 bits (ISO 9506-2 clause 7.5.3).
        private const uint Parameters = 0x788;

        private const int MaxNesting = 10;

        /// <summary>Builds the request for an association (IEC 61850-8-2 clause 10.2.2.1).</summary>
        [DataPath]
        public void Initiate()
        {
            PduBytes = _proposedPdu;
            Builder.Start(Request);
            Builder.Begin(Kind.InitiateRequestPdu);
            Builder.Integer(Kind.LocalDetailCalling, _proposedPdu);
            Builder.Integer(Kind.ProposedMaxServOutstandingCalling, _ids.Length);
            Builder.Integer(Kind.ProposedMaxServOutstandingCalled, _ids.Length);
            Builder.Integer(Kind.ProposedDataStructureNestingLevel, MaxNesting);
            Builder.Begin(Kind.InitRequestDetail);
            Builder.Integer(Kind.ProposedVersionNumber, 1);
            Builder.Bits(Kind.ProposedParameterCbb, Parameters, 11);

            // What a client of this kind serves: informationReport (79), conclude (83), of 85 bits.
            Builder.Bits(Kind.ServicesSupportedCalling, s_services, 0, 85);
        }

        private static readonly byte[] s_services = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x10 };

        /// <summary>Builds the request to release the association.</summary>
        [DataPath]
        public void Conclude()
        {
            Builder.Start(Request);
            Builder.Null(Kind.ConcludeRequestPdu);
        }

        /// <summary>Builds the request to cancel another one, which may be sent beyond what was agreed on.</summary>
        /// <param name="invokeId">Number of that one.</param>
        [DataPath]
        public void Cancel(int invokeId)
        {
            Builder.Start(Request);
            Builder.Integer(Kind.CancelRequestPdu, invokeId);
        }

        /// <summary>Begins a confirmed request; the service's own node is appended next.</summary>
        [DataPath]
        public void Begin()
        {
            Builder.Start(Request);
            Builder.Begin(Kind.ConfirmedRequestPdu);
            Builder.Integer(Kind.InvokeId, Following());
            Builder.Begin(Kind.RequestService);
        }

        /// <summary>Builds a request for who the server is (identify), or for its state (status).</summary>
        /// <param name="service"><c>Mms.IdentifyRequest</c> or <c>Mms.StatusRequest</c>.</param>
        [DataPath]
        public void Ask(int service)
        {
            Begin();
            if (service == Kind.StatusRequest)
            {
                Builder.Boolean(service, false);
            }
            else
            {
                Builder.Null(service);
            }
        }

        /// <summary>Begins a read or write of variables; <see cref="AddVariable"/> follows.</summary>
        /// <param name="service"><c>Mms.ReadRequest</c> or <c>Mms.WriteRequest</c>.</param>
        [DataPath]
        public void BeginAccess(int service)
        {
            Begin();
            Builder.Begin(service);
            Builder.Begin(Kind.VariableAccessSpecification);
            Builder.Begin(Kind.ListOfVariable);
        }

        /// <summary>Begins a read or write of a data set.</summary>
        /// <param name="service"><c>Mms.ReadRequest</c> or <c>Mms.WriteRequest</c>.</param>
        /// <param name="name">Buffer with its name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void BeginSet(int service, byte[] name, int offset, int count)
        {
            Begin();
            Builder.Begin(service);
            Builder.Begin(Kind.VariableAccessSpecification);
            Builder.Begin(Kind.VariableListName);
            PutName(name, offset, count);
        }

        /// <summary>Of a write: ends the names; what is appended to <see cref="Builder"/> then are the Data, one for each variable.</summary>
        [DataPath]
        public void BeginValues()
        {
            Builder.End();
            Builder.End();
            Builder.Begin(Kind.ListOfData);
        }

        /// <summary>Appends a variable to a read, a write or the definition of a data set.</summary>
        /// <param name="name">Buffer with its name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void AddVariable(byte[] name, int offset, int count)
        {
            int index = IndexOf(name, offset, count, '(');
            Builder.Begin(Kind.VariableItem);
            Builder.Begin(Kind.VariableSpecification);
            Builder.Begin(Kind.Name);
            PutName(name, offset, index);
            Builder.End();
            Builder.End();
            if (index < count)
            {
                PutElement(name, offset + index + 1, count - index - 1);
            }

            Builder.End();
        }

        /// <summary>Builds a getNameList.</summary>
        /// <param name="objectClass">What is listed: <see cref="NamedVariables"/>, <see cref="NamedVariableLists"/>, <see cref="Journals"/>, <see cref="Domains"/>.</param>
        /// <param name="domain">Buffer with the logical device; null: the whole device.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length; 0: what belongs to the association.</param>
        [DataPath]
        public void BeginNames(int objectClass, byte[] domain, int offset, int count)
        {
            Begin();
            Builder.Begin(Kind.GetNameListRequest);
            Builder.Begin(Kind.ObjectClass);
            Builder.Integer(Kind.BasicObjectClass, objectClass);
            Builder.End();
            Builder.Begin(Kind.ObjectScope);
            if (domain == null)
            {
                Builder.Null(Kind.ScopeVmd);
            }
            else if (count == 0)
            {
                Builder.Null(Kind.ScopeAa);
            }
            else
            {
                Builder.Value(Kind.ScopeDomain, domain, offset, count);
            }

            Builder.End();
        }

        /// <summary>Builds a request for the type of a variable (getVariableAccessAttributes) or the members of a data set (getNamedVariableListAttributes).</summary>
        /// <param name="service"><c>Mms.GetVariableAccessAttributesRequest</c> or <c>Mms.GetNamedVariableListAttributesRequest</c>.</param>
        /// <param name="name">Buffer with its name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void Describe(int service, byte[] name, int offset, int count)
        {
            Begin();
            Builder.Begin(service);
            if (service == Kind.GetVariableAccessAttributesRequest)
            {
                Builder.Begin(Kind.Name);
            }

            PutName(name, offset, count);
        }

        /// <summary>Begins the definition of a data set; <see cref="AddVariable"/> follows.</summary>
        /// <param name="name">Buffer with its name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void BeginDefinition(byte[] name, int offset, int count)
        {
            Begin();
            Builder.Begin(Kind.DefineNamedVariableListRequest);
            Builder.Begin(Kind.VariableListName);
            PutName(name, offset, count);
            Builder.End();
            Builder.Begin(Kind.ListOfVariable);
        }

        /// <summary>Builds a request to delete a data set.</summary>
        /// <param name="name">Buffer with its name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void DeleteSet(byte[] name, int offset, int count)
        {
            Begin();
            Builder.Begin(Kind.DeleteNamedVariableListRequest);
            Builder.Begin(Kind.ListOfVariableListName);
            PutName(name, offset, count);
        }

        /// <summary>Builds fileOpen or fileDelete.</summary>
        /// <param name="service"><c>Mms.FileOpenRequest</c> or <c>Mms.FileDeleteRequest</c>.</param>
        /// <param name="name">Buffer with its name.</param>
        /// <param name="count">Its length.</param>
        /// <param name="position">Of fileOpen: where reading begins.</param>
        [DataPath]
        public void File(int service, byte[] name, int count, int position)
        {
            Begin();
            Builder.Begin(service);
            if (service == Kind.FileOpenRequest)
            {
                Builder.Begin(Kind.FileName);
            }

            Builder.Value(Kind.GraphicString, name, 0, count);
            if (service == Kind.FileOpenRequest)
            {
                Builder.End();
                Builder.Integer(Kind.InitialPosition, position);
            }
        }

        /// <summary>Appends the name of an object, as an ObjectName.</summary>
        /// <param name="name">Buffer with the name.</param>
        /// <param name="offset">Where it begins.</param>
        /// <param name="count">Its length.</param>
        [DataPath]
        public void PutName(byte[] name, int offset, int count)
        {
            int slash = IndexOf(name, offset, count, '/');
            if (count > 0 && name[offset] == '@')
            {
                Builder.Value(Kind.AaSpecific, name, offset + 1, count - 1);
            }
            else if (slash == count)
            {
                Builder.Value(Kind.VmdSpecific, name, offset, count);
            }
            else
            {
                Builder.Begin(Kind.DomainSpecific);
                Builder.Value(Kind.DomainId, name, offset, slash);
                Builder.Value(Kind.ItemId, name, offset + slash + 1, count - slash - 1);
                Builder.End();
            }
        }

        /// <summary>Appends the AlternateAccess to an element of an array: <c>3)</c>, <c>3)$x$y</c>.</summary>
        private void PutElement(byte[] text, int offset, int count)
        {
            int digits = IndexOf(text, offset, count, ')');
            int end = offset + count;
            int at = offset + digits + 1;
            int index = Bytes.ParseDecimal(text, offset, digits);
            int levels = 0;
            bool more = true;
            while (more)
            {
                more = at < end;
                Builder.Begin(Kind.AlternateAccess);
                Builder.Begin(Kind.Unnamed);
                Builder.Begin(more ? Kind.SelectAlternateAccess : Kind.SelectAccess);
                if (more)
                {
                    Builder.Begin(Kind.AccessSelection);
                }

                if (levels == 0)
                {
                    Builder.Integer(Kind.Index, index < 0 ? int.MaxValue : index);
                }
                else
                {
                    Builder.Value(Kind.Component, text, offset, digits);
                }

                if (more)
                {
                    Builder.End();
                    offset = at + 1;
                    digits = IndexOf(text, offset, end - offset, '$');
                    at = offset + digits;
                }

                levels++;
            }

            for (; levels > 0; levels--)
            {
                Builder.End();
                Builder.End();
                Builder.End();
            }
        }

        /// <summary>Where a character is first; the count when it is not there.</summary>
        private static int IndexOf(byte[] text, int offset, int count, int character)
        {
            int at = 0;
            while (at < count && text[offset + at] != character)
            {
                at++;
            }

            return at;
        }
    }
}

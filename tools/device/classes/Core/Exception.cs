using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>What can be thrown: message, cause, trace (made when it is thrown) and number.</summary>
    public class Exception
    {
        private string _message;
        private Exception _innerException;
        private object _stackTrace;
        protected int HResult;

        public Exception()
        {
        }

        public Exception(string message)
        {
            _message = message;
        }

        public Exception(string message, Exception innerException)
        {
            _message = message;
            _innerException = innerException;
        }

        public virtual string Message
        {
            get
            {
                return _message == null ? "Exception was thrown: " + GetType().FullName : _message;
            }
        }

        public Exception InnerException
        {
            get
            {
                return _innerException;
            }
        }

        public virtual extern string StackTrace
        {
            [MethodImpl(MethodImplOptions.InternalCall)]
            get;
        }

        public override string ToString()
        {
            string message = Message;
            string name = GetType().FullName;
            return message == null || message.Length <= 0 ? name : name + ": " + message;
        }

        protected void SetHResult(int value)
        {
            HResult = value;
        }
    }

    public class ArgumentException : SystemException
    {
        private static readonly string Default = "Value does not fall within the expected range.";
        private static readonly string Parameter = "(Parameter '";
        private static readonly string EmptyString = "The value cannot be an empty string.";
        private string _paramName;

        public ArgumentException() : base(Default) { }

        public ArgumentException(string message) : base(message) { }

        public ArgumentException(string message, Exception innerException) : base(message, innerException) { }

        public ArgumentException(string message, string paramName, Exception innerException) : base(message, innerException) { _paramName = paramName; }

        public ArgumentException(string message, string paramName) : base(message) { _paramName = paramName; }

        public override string Message
        {
            get
            {
                string text = base.Message;
                return _paramName == null || _paramName.Length == 0 ? text : text + " " + Parameter + _paramName + "')";
            }
        }

        public virtual string ParamName
        {
            get
            {
                return _paramName;
            }
        }

        public static void ThrowIfNullOrEmpty(string argument, string paramName = null)
        {
            if (argument == null)
            {
                throw new ArgumentNullException(paramName);
            }
            if (argument.Length == 0)
            {
                throw new ArgumentException(EmptyString, paramName);
            }
        }
    }

    public class ArgumentNullException : ArgumentException
    {
        private static readonly string Generic = "Value cannot be null.";

        public ArgumentNullException() : base(Generic) { }

        public ArgumentNullException(string paramName) : base(Generic, paramName) { }

        public ArgumentNullException(string message, Exception innerException) : base(message, innerException) { }

        public ArgumentNullException(string paramName, string message) : base(message, paramName) { }

        public static void ThrowIfNull(object argument, string paramName = null)
        {
            if (argument == null)
            {
                throw new ArgumentNullException(paramName);
            }
        }
    }

    public class ArgumentOutOfRangeException : ArgumentException
    {
        public ArgumentOutOfRangeException()
        {
        }

        public ArgumentOutOfRangeException(string paramName) : base("Value does not fall within the expected range.", paramName) { }

        public ArgumentOutOfRangeException(string paramName, string message) : base(message, paramName) { }
    }
}

namespace System.IO
{
    public class IOException : SystemException
    {
        public IOException()
        {
        }

        public IOException(string message) : base(message) { }

        public IOException(string message, int hresult) : base(message) { SetHResult(hresult); }

        public IOException(string message, Exception innerException) : base(message, innerException) { }
    }
}

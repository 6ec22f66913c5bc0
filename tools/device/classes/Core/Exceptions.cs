namespace System
{
    /// <summary>An exception of the device.</summary>
    public class SystemException : Exception
    {
        public SystemException()
        {
        }

        public SystemException(string message)
            : base(message)
        {
        }

        public SystemException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class ApplicationException : Exception
    {
        public ApplicationException()
        {
        }

        public ApplicationException(string message)
            : base(message)
        {
        }

        public ApplicationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class InvalidOperationException : SystemException
    {
        public InvalidOperationException()
        {
        }

        public InvalidOperationException(string message)
            : base(message)
        {
        }

        public InvalidOperationException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class InvalidCastException : SystemException
    {
        public InvalidCastException()
        {
        }

        public InvalidCastException(string message)
            : base(message)
        {
        }

        public InvalidCastException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class IndexOutOfRangeException : SystemException
    {
        public IndexOutOfRangeException()
        {
        }

        public IndexOutOfRangeException(string message)
            : base(message)
        {
        }

        public IndexOutOfRangeException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class NullReferenceException : SystemException
    {
        public NullReferenceException()
        {
        }

        public NullReferenceException(string message)
            : base(message)
        {
        }

        public NullReferenceException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class OutOfMemoryException : SystemException
    {
        public OutOfMemoryException()
        {
        }

        public OutOfMemoryException(string message)
            : base(message)
        {
        }

        public OutOfMemoryException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class NotSupportedException : SystemException
    {
        public NotSupportedException()
        {
        }

        public NotSupportedException(string message)
            : base(message)
        {
        }

        public NotSupportedException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class NotImplementedException : SystemException
    {
        public NotImplementedException()
        {
        }

        public NotImplementedException(string message)
            : base(message)
        {
        }

        public NotImplementedException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class FormatException : SystemException
    {
        public FormatException()
        {
        }

        public FormatException(string message)
            : base(message)
        {
        }

        public FormatException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class ObjectDisposedException : InvalidOperationException
    {
        public ObjectDisposedException()
        {
        }

        public ObjectDisposedException(string message)
            : base(message)
        {
        }

        public ObjectDisposedException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class TimeoutException : SystemException
    {
        public TimeoutException()
        {
        }

        public TimeoutException(string message)
            : base(message)
        {
        }

        public TimeoutException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>An exception of the device.</summary>
    public class AppDomainUnloadedException : SystemException
    {
        public AppDomainUnloadedException()
        {
        }

        public AppDomainUnloadedException(string message)
            : base(message)
        {
        }

        public AppDomainUnloadedException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>A call that this platform does not have.</summary>
    public sealed class PlatformNotSupportedException : NotSupportedException
    {
    }
}

namespace System.Threading
{
    /// <summary>Ends a thread from outside; cannot be caught for good.</summary>
    public sealed class ThreadAbortException : SystemException
    {
    }
}

using System.Collections;

namespace System.Threading
{
    public class OperationCanceledException : SystemException
    {
        public OperationCanceledException()
        {
        }

        public OperationCanceledException(string message) : base(message) { }

        public OperationCanceledException(string message, Exception innerException) : base(message, innerException) { }
    }

    /// <summary>Asks others to stop.</summary>
    public class CancellationTokenSource : IDisposable
    {
        private readonly ManualResetEvent _event = new ManualResetEvent(false);
        private ArrayList _callbacks;
        private bool _cancelled;
        private Timer _timer;

        public CancellationTokenSource()
        {
        }

        public CancellationTokenSource(int millisecondsDelay)
        {
            CancelAfter(millisecondsDelay);
        }

        public CancellationTokenSource(TimeSpan delay)
        {
            CancelAfter(delay);
        }

        public bool IsCancellationRequested
        {
            get
            {
                return _cancelled;
            }
        }

        public CancellationToken Token
        {
            get
            {
                return new CancellationToken(this);
            }
        }

        internal WaitHandle Handle
        {
            get
            {
                return _event;
            }
        }

        public void Cancel()
        {
            Cancel(false);
        }

        public void Cancel(bool throwOnFirstException)
        {
            if (_cancelled)
            {
                return;
            }
            _cancelled = true;
            _event.Set();
            for (int i = 0; _callbacks != null && i < _callbacks.Count; i++)
            {
                ((Action)_callbacks[i])();
            }
        }

        public void CancelAfter(TimeSpan delay)
        {
            CancelAfter((int)(delay.Ticks / TimeSpan.TicksPerMillisecond));
        }

        public void CancelAfter(int millisecondsDelay)
        {
            _timer = new Timer(OnTimer, null, millisecondsDelay, Timeout.Infinite);
        }

        public void Dispose()
        {
            if (_timer != null)
            {
                _timer.Dispose();
            }
        }

        internal void Register(Action callback)
        {
            if (_cancelled)
            {
                callback();
                return;
            }

            if (_callbacks == null)
            {
                _callbacks = new ArrayList();
            }
            _callbacks.Add(callback);
        }

        internal void Unregister(Action callback)
        {
            if (_callbacks != null)
            {
                _callbacks.Remove(callback);
            }
        }

        private void OnTimer(object state)
        {
            Cancel();
        }
    }

    public struct CancellationToken
    {
        private CancellationTokenSource _source;

        internal CancellationToken(CancellationTokenSource source)
        {
            _source = source;
        }

        public static CancellationToken None
        {
            get
            {
                return default(CancellationToken);
            }
        }

        public bool IsCancellationRequested
        {
            get
            {
                return _source != null && _source.IsCancellationRequested;
            }
        }

        public bool CanBeCanceled
        {
            get
            {
                return _source != null;
            }
        }

        public WaitHandle WaitHandle
        {
            get
            {
                return _source.Handle;
            }
        }

        public CancellationTokenRegistration Register(Action callback)
        {
            if (_source != null)
            {
                _source.Register(callback);
            }
            return new CancellationTokenRegistration(callback, _source);
        }

        public void ThrowIfCancellationRequested()
        {
            if (IsCancellationRequested)
            {
                throw new OperationCanceledException();
            }
        }
    }

    public struct CancellationTokenRegistration : IDisposable
    {
        private Action _callback;
        private CancellationTokenSource _source;

        internal CancellationTokenRegistration(Action callback, CancellationTokenSource source)
        {
            _callback = callback;
            _source = source;
        }

        public void Dispose()
        {
            if (_source != null)
            {
                _source.Unregister(_callback);
            }
        }
    }
}

using nanoDer.Device.Memory;
using nanoDer.Device.Model;

namespace nanoDer.Device.Execution;

/// <content>
/// Exceptions in two passes, as on the device: first the search for a handler, filters included, then the finally blocks on the way.
/// </content>
internal sealed partial class Interpreter
{
    /// <summary>Throws in the thread's top frame.</summary>
    internal void Raise(DeviceThread thread, HeapObject exception)
    {
        _cost += _costs.Throw;
        _machine.NoteThrown(thread, exception);
        Search(thread, exception, thread.Top, 0);
    }

    private void Search(DeviceThread thread, HeapObject exception, Frame? frame, int firstHandler)
    {
        for (; frame is not null; frame = frame.Caller, firstHandler = 0)
        {
            _cost += _costs.UnwindFrame;
            Handler[] handlers = frame.Code.Handlers;
            int at = frame.Ip - 1;
            for (int h = firstHandler; h < handlers.Length; h++)
            {
                Handler handler = handlers[h];
                if (at < handler.TryStart || at >= handler.TryEnd)
                {
                    continue;
                }

                if (handler.Kind == HandlerKind.Catch && exception.Type.IsAssignableTo(handler.Catch!))
                {
                    Unwind(thread, new Unwinding(exception, frame, handler));
                    return;
                }

                if (handler.Kind == HandlerKind.Filter)
                {
                    BeginFilter(thread, exception, frame, h);
                    return;
                }
            }

            if ((frame.Kind & FrameKind.Filter) != 0)
            {
                // An exception out of a filter counts as no.
                ResumeSearch(thread, frame);
                return;
            }

            if ((frame.Kind & FrameKind.Nested) != 0)
            {
                throw new DeviceCrashException($"{exception.Type.FullName} leaves a method called by the runtime");
            }
        }

        _machine.NoteUnhandled(thread, exception);
        Unwind(thread, new Unwinding(exception, null, null));
    }

    private void BeginFilter(DeviceThread thread, HeapObject exception, Frame frame, int handlerIndex)
    {
        thread.Filter = new FilterSearch(exception, frame, handlerIndex, thread.Filter);
        Frame filter = thread.PushFilter(frame);
        if (filter.Evaluation + frame.Code.MaxStack + 4 > filter.Stack.Length)
        {
            throw new DeviceCrashException("no room to run an exception filter");
        }

        filter.Stack[filter.StackPointer++] = Value.Ref(exception);
        filter.Ip = frame.Code.Handlers[handlerIndex].FilterStart;
        filter.HeapBytes = frame.Code.FrameBytes;
        _heap.PushFrame(filter.HeapBytes);
    }

    private void EndFilter(DeviceThread thread, Frame frame)
    {
        bool accepted = !Arithmetic.IsZero(frame.Stack[frame.StackPointer - 1]);
        FilterSearch search = thread.Filter!;
        thread.Filter = search.Outer;
        Leave(thread);
        if (accepted)
        {
            Unwind(thread, new Unwinding(search.Exception, search.Frame, search.Frame.Code.Handlers[search.HandlerIndex]));
        }
        else
        {
            Search(thread, search.Exception, search.Frame, search.HandlerIndex + 1);
        }
    }

    private void ResumeSearch(DeviceThread thread, Frame filter)
    {
        while (thread.Top != filter)
        {
            Leave(thread);
        }

        FilterSearch search = thread.Filter!;
        thread.Filter = search.Outer;
        Leave(thread);
        Search(thread, search.Exception, search.Frame, search.HandlerIndex + 1);
    }

    /// <summary>Runs the finally blocks between the top frame and the handler, then the handler.</summary>
    private void Unwind(DeviceThread thread, Unwinding unwinding)
    {
        while (thread.Top is { } frame)
        {
            bool isTarget = frame == unwinding.Target;
            int at = frame.Ip - 1;
            foreach (Handler handler in frame.Code.Handlers)
            {
                if (isTarget && handler == unwinding.Handler)
                {
                    break;
                }

                if (handler.Kind is HandlerKind.Finally or HandlerKind.Fault && at >= handler.TryStart && at < handler.TryEnd
                    && !(isTarget && IsWithin(unwinding.Handler!, handler)))
                {
                    Abandon(frame, at);
                    (frame.Continuations ??= []).Add(new Continuation(handler, -1, unwinding));
                    frame.StackPointer = frame.Evaluation;
                    frame.Ip = handler.Start;
                    return;
                }
            }

            if (isTarget)
            {
                Abandon(frame, at);
                (frame.Caught ??= []).Add((unwinding.Handler!, unwinding.Exception));
                frame.StackPointer = frame.Evaluation;
                frame.Stack[frame.StackPointer++] = Value.Ref(unwinding.Exception);
                frame.Ip = unwinding.Handler!.Start;
                return;
            }

            Leave(thread);
        }

        _machine.Scheduler.End(thread);
    }

    private static bool IsWithin(Handler inner, Handler outer) => inner.TryStart >= outer.TryStart && inner.TryEnd <= outer.TryEnd && inner.Start >= outer.TryStart && inner.Start < outer.TryEnd;

    /// <summary>Forgets handlers and finally blocks that an exception thrown at an instruction leaves behind.</summary>
    private static void Abandon(Frame frame, int at)
    {
        frame.Caught?.RemoveAll(c => at >= c.Handler.Start && at < c.Handler.End);
        frame.Continuations?.RemoveAll(c => at >= c.Running.Start && at < c.Running.End);
    }

    private void LeaveTo(Frame frame, int target)
    {
        int at = frame.Ip - 1;
        frame.StackPointer = frame.Evaluation;
        frame.Caught?.RemoveAll(c => at >= c.Handler.Start && at < c.Handler.End && !(target >= c.Handler.Start && target < c.Handler.End));
        foreach (Handler handler in frame.Code.Handlers)
        {
            if (handler.Kind == HandlerKind.Finally && at >= handler.TryStart && at < handler.TryEnd && (target < handler.TryStart || target >= handler.TryEnd))
            {
                (frame.Continuations ??= []).Add(new Continuation(handler, target, null));
                frame.Ip = handler.Start;
                return;
            }
        }

        frame.Ip = target;
    }

    private void EndFinally(DeviceThread thread, Frame frame)
    {
        Continuation continuation = frame.Continuations![^1];
        frame.Continuations.RemoveAt(frame.Continuations.Count - 1);
        if (continuation.Unwinding is { } unwinding)
        {
            // Go on outside the block that has just been cleaned up.
            frame.Ip = continuation.Running.Start + 1;
            Unwind(thread, unwinding);
        }
        else
        {
            frame.Ip = continuation.Running.Start + 1;
            LeaveTo(frame, continuation.LeaveTarget);
        }
    }
}

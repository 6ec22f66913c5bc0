using System;
using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// The state machines of all controlled objects (IEC 61850-7-2 clause 20), without MMS. Only objects with something in progress take
    /// room; the last command of an object stays until its room is needed, so that a repetition is known.
    /// <code>
    /// Idle ──select──▶ Selected ──operate──▶ Executing ──end──▶ Ended ──termination sent──▶ Idle, or Selected for operate-many
    ///   │                 │ └──operTm──▶ Waiting ──time──▶ ┘       ▲ (enhanced security only)
    ///   │                 └──cancel, time-out, client gone, refused operate-once──▶ Idle
    ///   └──operate (direct)──▶ Executing or Waiting
    /// </code>
    /// </summary>
    public sealed class ControlMachine
    {
        private const int Idle = 0;
        private const int Selected = 1;
        private const int Waiting = 2;
        private const int Executing = 3;
        private const int Ended = 4;

        private readonly ControlCommand[] _commands;
        private readonly ControlTarget _target;
        private readonly ModelInterlocks _interlocks;

        // Counts commands that have ended: while idle, Deadline is the order in which they are forgotten.
        private long _ended;

        /// <summary>Takes the memory.</summary>
        /// <param name="commands">How many objects may be selected or operated at a time.</param>
        /// <param name="target">What commands act on.</param>
        public ControlMachine(int commands, ControlTarget target)
            : this(commands, target, null)
        {
        }

        internal ControlMachine(int commands, ControlTarget target, ModelInterlocks interlocks)
        {
            _interlocks = interlocks;
            _target = target;
            _commands = new ControlCommand[commands];
            for (int i = 0; i < commands; i++)
            {
                _commands[i] = new ControlCommand();
            }
        }

        /// <summary>Bytes that it needs on the device's heap.</summary>
        /// <param name="commands">As for the constructor.</param>
        /// <returns>Bytes.</returns>
        public static int RequiredBytes(int commands)
        {
            return HeapSize.Object(4) + HeapSize.Array(commands, 12) + (commands * ControlCommand.RequiredBytes());
        }

        /// <summary>Select, or with enhanced security SelectWithValue.</summary>
        /// <param name="request">The service; it is copied.</param>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        /// <returns><see cref="AddCause.None"/>, or why it is refused.</returns>
        [DataPath]
        public AddCause Select(ControlCommand request, long now)
        {
            ControlCommand command = Find(request.Object, now);
            if (command != null && command.State != Idle)
            {
                if (command.Client != request.Client)
                {
                    return AddCause.LockedByOtherClient;
                }

                if (command.State != Selected)
                {
                    return AddCause.CommandAlreadyInExecution;
                }

                if (request.IsEnhanced)
                {
                    return AddCause.ObjectAlreadySelected;
                }
            }
            else
            {
                AddCause cause = request.IsEnhanced ? Check(request) : AddCause.None;
                if (cause != AddCause.None)
                {
                    return cause;
                }

                command = command ?? Free();
                if (command == null)
                {
                    return AddCause.OneOfNControl;
                }

                command.Take(request);
                command.IsAccepted = false;
                command.State = Selected;
                Tell(command, true);
            }

            command.Deadline = now + request.SelectTimeout;
            return AddCause.None;
        }

        /// <summary>Operate or TimeActivatedOperate.</summary>
        /// <param name="request">The service; it is copied.</param>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        /// <param name="utc">The time as <see cref="UtcTime"/> makes it; 0 when it is not known.</param>
        /// <returns><see cref="AddCause.None"/> when it is done or in progress, or why it is refused.</returns>
        [DataPath]
        public AddCause Operate(ControlCommand request, long now, long utc)
        {
            ControlCommand command = Find(request.Object, now);
            int state = command == null ? Idle : command.State;
            if (state > Selected)
            {
                return AddCause.CommandAlreadyInExecution;
            }

            if (state == Idle ? request.IsSelectable : command.Client != request.Client)
            {
                return state == Idle ? AddCause.ObjectNotSelected : AddCause.LockedByOtherClient;
            }

            if (command != null && command.IsAccepted && command.Client == request.Client && command.Time == request.Time && command.Matches(request))
            {
                // The answer was lost on its way: it is given again, and nothing is done.
                command.State = command.IsEnhanced ? Ended : state;
                return AddCause.None;
            }

            AddCause cause = AddCause.InconsistentParameters;
            if (request.Model != 4 || command.Matches(request))
            {
                cause = CheckTime(request, utc);
            }

            if (cause == AddCause.None)
            {
                command = command ?? Free();
                if (command == null)
                {
                    return AddCause.OneOfNControl;
                }

                command.Take(request);
                command.IsAccepted = true;
                if (request.OperTime != 0)
                {
                    command.State = Waiting;
                    return AddCause.None;
                }

                cause = Start(command, now);
                command.IsAccepted = cause == AddCause.None;
                if (cause == AddCause.None)
                {
                    return cause;
                }
            }

            if (state == Selected && !request.OperateMany)
            {
                Release(command);
            }

            return cause;
        }

        /// <summary>Cancel.</summary>
        /// <param name="request">The service.</param>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        /// <returns><see cref="AddCause.None"/>, or why it is refused.</returns>
        [DataPath]
        public AddCause Cancel(ControlCommand request, long now)
        {
            ControlCommand command = Find(request.Object, now);
            if (command == null || command.State == Idle)
            {
                return AddCause.ObjectNotSelected;
            }

            if (command.Client != request.Client)
            {
                return AddCause.LockedByOtherClient;
            }

            // What was selected without a value has none to compare.
            if ((command.State != Selected || command.IsEnhanced) && !command.Matches(request))
            {
                return AddCause.InconsistentParameters;
            }

            if (command.State == Selected)
            {
                Release(command);
                return AddCause.None;
            }

            if (command.State == Ended || (command.State == Executing && !_target.Cancel(command)))
            {
                return AddCause.CommandAlreadyInExecution;
            }

            End(command, AddCause.AbortionByCancel, now);
            return AddCause.None;
        }

        /// <summary>Ends selections and begins and ends commands whose time has come.</summary>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        /// <param name="utc">The time as <see cref="UtcTime"/> makes it; 0 when it is not known.</param>
        [DataPath]
        public void Tick(long now, long utc)
        {
            for (int i = 0; i < _commands.Length; i++)
            {
                ControlCommand command = _commands[i];
                AddCause cause = ControlTarget.Pending;
                switch (command.State)
                {
                    case Selected:
                        Expire(command, now);
                        break;
                    case Waiting:
                        if (!IsBefore(utc, command.OperTime))
                        {
                            cause = Check(command);
                            cause = cause == AddCause.None ? Give(command, now) : cause;
                        }

                        break;
                    case Executing:
                        cause = _target.Poll(command);
                        if (cause == ControlTarget.Pending && now >= command.Deadline)
                        {
                            _target.Cancel(command);
                            cause = AddCause.TimeLimitOver;
                        }

                        break;
                }

                if (cause != ControlTarget.Pending)
                {
                    End(command, cause, now);
                }
            }
        }

        /// <summary>A client has gone: what it selected is free again, what was to begin later does not begin. What is executing goes on.</summary>
        /// <param name="client">Its number.</param>
        [DataPath]
        public void Closed(int client)
        {
            for (int i = 0; i < _commands.Length; i++)
            {
                ControlCommand command = _commands[i];
                if (command.Client == client)
                {
                    command.Client = -1;
                    command.IsAccepted = false;
                    if (command.State != Idle && command.State != Executing)
                    {
                        Release(command);
                    }
                }
            }
        }

        /// <summary>A command with enhanced security that has ended, for which CommandTermination is due.</summary>
        /// <returns>The command, or null.</returns>
        [DataPath]
        public ControlCommand Due()
        {
            for (int i = 0; i < _commands.Length; i++)
            {
                if (_commands[i].State == Ended)
                {
                    return _commands[i];
                }
            }

            return null;
        }

        /// <summary>CommandTermination is on its way.</summary>
        /// <param name="command">What <see cref="Due"/> gave.</param>
        /// <param name="now">Milliseconds of a clock that only goes forward.</param>
        [DataPath]
        public void Terminated(ControlCommand command, long now)
        {
            Leave(command, now);
        }

        /// <summary>Says whether nothing is selected or in progress.</summary>
        /// <returns>True when time makes no difference.</returns>
        [DataPath]
        public bool IsIdle()
        {
            for (int i = 0; i < _commands.Length; i++)
            {
                if (_commands[i].State != Idle)
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsBefore(long a, long b)
        {
            // The octet of quality does not count, and seconds have no sign.
            return (ulong)a >> 8 < (ulong)b >> 8;
        }

        private AddCause Check(ControlCommand request)
        {
            AddCause cause = request.Category < 1 || request.Category > 8 ? AddCause.InconsistentParameters
                : _interlocks == null ? AddCause.None : _interlocks.Check(request);
            return cause == AddCause.None ? _target.Check(request) : cause;
        }

        private AddCause CheckTime(ControlCommand request, long utc)
        {
            if (request.OperTime != 0)
            {
                if (utc == 0)
                {
                    return AddCause.BlockedByHealth;
                }

                if (!IsBefore(utc, request.OperTime))
                {
                    return AddCause.TimeLimitOver;
                }
            }

            return Check(request);
        }

        /// <summary>Begins a command whose client waits for the answer.</summary>
        private AddCause Start(ControlCommand command, long now)
        {
            AddCause cause = Give(command, now);
            if (cause == AddCause.None)
            {
                End(command, cause, now);
            }

            return cause == ControlTarget.Pending ? AddCause.None : cause;
        }

        private AddCause Give(ControlCommand command, long now)
        {
            AddCause cause = command.IsTest ? AddCause.None : _target.Execute(command);
            if (_interlocks != null && !command.IsTest && (cause == AddCause.None || cause == ControlTarget.Pending))
            {
                _interlocks.Executed(command);
            }

            if (cause == ControlTarget.Pending)
            {
                command.State = Executing;
                command.Deadline = command.OperateTimeout > 0 ? now + command.OperateTimeout : long.MaxValue;
            }

            return cause;
        }

        private void End(ControlCommand command, AddCause cause, long now)
        {
            command.Cause = cause;
            if (command.IsEnhanced && command.Client >= 0)
            {
                command.State = Ended;
            }
            else
            {
                Leave(command, now);
            }
        }

        private void Leave(ControlCommand command, long now)
        {
            if (command.IsSelectable && command.OperateMany && command.Client >= 0)
            {
                command.State = Selected;
                command.Deadline = now + command.SelectTimeout;
            }
            else
            {
                Release(command);
            }
        }

        private void Release(ControlCommand command)
        {
            command.State = Idle;
            _ended++;
            command.Deadline = _ended;
            if (command.IsSelectable)
            {
                Tell(command, false);
            }
        }

        private void Tell(ControlCommand command, bool selected)
        {
            _target.Selected(command, selected);
            if (_interlocks != null)
            {
                _interlocks.Selected(command, selected);
            }
        }

        private void Expire(ControlCommand command, long now)
        {
            if (now >= command.Deadline)
            {
                Release(command);
            }
        }

        private ControlCommand Find(int node, long now)
        {
            for (int i = 0; i < _commands.Length; i++)
            {
                ControlCommand command = _commands[i];
                if (command.Object == node)
                {
                    if (command.State == Selected)
                    {
                        Expire(command, now);
                    }

                    return command;
                }
            }

            return null;
        }

        /// <summary>Room for one more object: none that was used, or that which ended first.</summary>
        private ControlCommand Free()
        {
            ControlCommand free = null;
            for (int i = 0; i < _commands.Length; i++)
            {
                ControlCommand command = _commands[i];
                if (command.State == Idle && (free == null || command.Deadline < free.Deadline))
                {
                    free = command;
                }
            }

            return free;
        }
    }
}

using System;
using nanoDer.Core;

namespace nanoDer.SunSpec
{
    /// <summary>
    /// Curves of models 705, 706 and 712. The first curve of a model is the one in force and read-only; a new one is written to the second, read
    /// back, and adopted by its number:
    /// <code>
    /// sizes, factors ─▶ may curve 2 be written? ─▶ its head ─▶ its points ─▶ read back ─▶ adopt 2 ─▶ adopted? ─▶ curve 1 has the points?
    /// </code>
    /// </summary>
    public sealed partial class SunSpecClient
    {
        /// <summary>Most points of a curve.</summary>
        public const int MaxPoints = 20;

        // What a curve waits for, in the order above.
        private const int Sizes = 0;
        private const int Head = 1;
        private const int HeadWritten = 2;
        private const int PointsWritten = 3;
        private const int PointsRead = 4;
        private const int Adopting = 5;
        private const int Adopted = 6;
        private const int InForce = 7;

        // How often it is asked whether a curve has been adopted.
        private const int MostAsked = 40;

        private int _curveModel;
        private int _curveReference;
        private int _curvePoints;
        private int _curveStep;
        private int _curveAt;
        private int _curveFirst;
        private int _curveAsked;
        private int _factorX;
        private int _factorY;
        private long _curveNext;
        private float[] _curveX;
        private float[] _curveY;
        private DerStatus _curveStatus;

        /// <summary>True from <see cref="SetCurve"/> to its end.</summary>
        public bool IsCurveBusy
        {
            get { return _curvePoints > 0; }
        }

        /// <summary>
        /// How the last curve ended: Ok when it is in force; <see cref="DerStatus.SunSpecUnsupported"/>: no such model, no curve that can be
        /// written, or too few points in it; <see cref="DerStatus.SunSpecNotKept"/>; <see cref="DerStatus.SunSpecCurveRefused"/>; an exception of Modbus; or why the
        /// link was lost.
        /// </summary>
        public DerStatus CurveStatus
        {
            get { return _curveStatus; }
        }

        /// <summary>Gives the device a curve, once its set-points are written. The function itself is switched by <see cref="Wanted"/>.</summary>
        /// <param name="model">705: reactive power by voltage; 706: active power by voltage; 712: reactive power by active power.</param>
        /// <param name="reference">DeptRef: what the second number of a point is a percentage of, as the model counts.</param>
        /// <param name="x">Voltage in percent of nominal, or active power in percent of the maximum. The array is kept until the end.</param>
        /// <param name="y">The percentage at it. Likewise.</param>
        /// <param name="count">Number of points: 1 to <see cref="MaxPoints"/>.</param>
        /// <exception cref="InvalidOperationException">A curve is under way.</exception>
        /// <exception cref="ArgumentException">No such model here, or too many points.</exception>
        public void SetCurve(int model, int reference, float[] x, float[] y, int count)
        {
            if (_curvePoints > 0)
            {
                throw new InvalidOperationException();
            }

            if ((model != 705 && model != 706 && model != 712) || count < 1 || count > MaxPoints)
            {
                throw new ArgumentException();
            }

            _curveModel = model;
            _curveReference = reference;
            _curveX = x;
            _curveY = y;
            _curvePoints = count;
            _curveStep = Sizes;
            _curveNext = 0;
        }

        /// <summary>Begins with a curve, or asks again whether it is adopted; meanwhile other things went on.</summary>
        private void WorkOnCurve()
        {
            int model = Find(_curveModel, 12);
            if (model < 0)
            {
                EndCurve(DerStatus.SunSpecUnsupported);
                return;
            }

            _curveAt = _addresses[model];
            _step = Curve;
            Ask(_curveAt + (_curveStep == Sizes ? 5 : 4), _curveStep == Sizes ? 9 : 1);
        }

        private void EndCurve(DerStatus status)
        {
            _curveStatus = status;
            _curvePoints = 0;
            _step = Idle;
        }

        private void Curved(DerStatus status)
        {
            if (status != DerStatus.Ok)
            {
                EndCurve(status);
                return;
            }

            int head = _curveModel == 705 ? 10 : _curveModel == 706 ? 5 : 4;
            switch (_curveStep)
            {
                case Sizes:
                    int points = _modbus.Register(0);
                    _factorX = (short)_modbus.Register(7);
                    _factorY = (short)_modbus.Register(8);
                    if (points < _curvePoints || points > 1000 || _modbus.Register(1) < 2 || !CanPoint())
                    {
                        EndCurve(DerStatus.SunSpecUnsupported);
                        return;
                    }

                    // Behind the sizes 705 and 706 have one more factor, of a time.
                    _curveFirst = _curveAt + (_curveModel == 712 ? 14 : 15);
                    _curveAsked = _curveFirst + head + (2 * points);
                    Ask(_curveAsked, head);
                    break;
                case Head:
                    if (_modbus.Register(head - 1) != 0)
                    {
                        EndCurve(DerStatus.SunSpecUnsupported);
                        return;
                    }

                    _want[0] = _curvePoints;
                    _want[1] = _curveReference;
                    Put(_curveAsked, 2);
                    break;
                case HeadWritten:
                    for (int i = 0; i < 2 * _curvePoints; i++)
                    {
                        _want[i] = CurvePoint(i);
                    }

                    Put(_curveAsked + head, 2 * _curvePoints);
                    break;
                case PointsWritten:
                    Ask(_curveAsked + head, 2 * _curvePoints);
                    break;
                case PointsRead:
                    if (!HasPoints())
                    {
                        EndCurve(DerStatus.SunSpecNotKept);
                        return;
                    }

                    _want[0] = 2;
                    Put(_curveAt + 3, 1);
                    break;
                case Adopting:
                    _curveAsked = 0;
                    Ask(_curveAt + 4, 1);
                    break;
                case Adopted:
                    if (_modbus.Register(0) == 0 && _curveAsked < MostAsked)
                    {
                        _curveAsked++;
                        _curveNext = _now + LookWait;
                        _step = Idle;
                        return;
                    }

                    if (_modbus.Register(0) != 1)
                    {
                        EndCurve(DerStatus.SunSpecCurveRefused);
                        return;
                    }

                    Ask(_curveFirst + head, 2 * _curvePoints);
                    break;
                default:
                    EndCurve(HasPoints() ? DerStatus.Ok : DerStatus.SunSpecCurveRefused);
                    return;
            }

            _curveStep++;
        }

        private void Put(int address, int count)
        {
            _asked = true;
            _modbus.Write(address, _want, count);
        }

        private int CurvePoint(int index)
        {
            return Raw(index % 2 == 0 ? _curveX[index / 2] : _curveY[index / 2], index % 2 == 0 ? _factorX : _factorY);
        }

        private bool CanPoint()
        {
            for (int i = 0; i < 2 * _curvePoints; i++)
            {
                if (CurvePoint(i) == int.MinValue)
                {
                    return false;
                }
            }

            return true;
        }

        private bool HasPoints()
        {
            for (int i = 0; i < 2 * _curvePoints; i++)
            {
                if (_modbus.Register(i) != (CurvePoint(i) & Missing))
                {
                    return false;
                }
            }

            return true;
        }
    }
}

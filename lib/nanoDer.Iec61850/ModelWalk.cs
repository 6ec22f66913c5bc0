using nanoDer.Core;

namespace nanoDer.Iec61850
{
    /// <summary>
    /// A walk through a node and all that lies in it, in the order of MMS, elements of arrays one after the other; without recursion.
    /// <code>
    /// walk.Start(node);
    /// while (walk.Next())
    /// {
    ///     if (walk.IsEnd) …               behind the last child of the structure or array Node
    ///     else if (constructed) …         before its first child, which is the next step unless Skip is called
    ///     else …                          a value
    /// }
    /// </code>
    /// </summary>
    internal sealed class ModelWalk
    {
        /// <summary>Where the walk is.</summary>
        internal int Node;

        /// <summary>Structures and arrays open around the node.</summary>
        internal int Depth;

        /// <summary>The node is left, not entered.</summary>
        internal bool IsEnd;

        private readonly DataModel _model;
        private readonly int[] _open = new int[DataModel.MaxDepth];
        private bool _isNew;

        internal ModelWalk(DataModel model)
        {
            _model = model;
        }

        internal static int RequiredBytes()
        {
            return HeapSize.Object(6) + HeapSize.Array(DataModel.MaxDepth, 4);
        }

        /// <summary>Begins at a node.</summary>
        internal void Start(int node)
        {
            Node = node;
            Depth = 0;
            IsEnd = false;
            _isNew = true;
        }

        /// <summary>Does not go into the structure or array at hand.</summary>
        internal void Skip()
        {
            IsEnd = true;
        }

        /// <summary>Goes one step.</summary>
        /// <returns>False when the walk is over.</returns>
        [DataPath]
        internal bool Next()
        {
            if (_isNew)
            {
                _isNew = false;
                return true;
            }

            if (!IsEnd)
            {
                int child = _model.First(Node);
                if (child >= 0)
                {
                    _open[Depth] = Node;
                    Depth++;
                    Node = child;
                    return true;
                }
            }

            if (Depth == 0)
            {
                return false;
            }

            int parent = _open[Depth - 1];
            int next = _model.Type(parent) == ValueType.Array ? NextElement(parent) : _model.Next(Node);
            IsEnd = next < 0;
            if (next < 0)
            {
                Depth--;
                next = parent;
            }

            Node = next;
            return true;
        }

        private int NextElement(int array)
        {
            int stride = _model.Element(array, 1) - _model.Element(array, 0);
            int next = Node + stride;
            return next < _model.Element(array, _model.Size(array)) ? next : -1;
        }
    }
}

namespace nanoDer.Mms
{
    /// <summary>
    /// Walks the children of one node, and can never leave it:
    /// <code>
    /// cursor.Open(tree, node);
    /// while (cursor.Next()) { switch (cursor.Kind) { case Mms.Name: ... cursor.Node ... } }
    /// </code>
    /// A reader of nested elements uses one cursor for each level.
    /// </summary>
    public sealed class MmsCursor
    {
        private MmsTree _tree;
        private int _next;
        private int _end;

        /// <summary>The child it stands on; -1 before the first.</summary>
        public int Node { get; private set; }

        /// <summary>What that child is: a constant of <see cref="Mms"/>.</summary>
        public int Kind { get; private set; }

        /// <summary>Goes before the first child of a node.</summary>
        /// <param name="tree">The tree.</param>
        /// <param name="node">The node; one with a value has no children.</param>
        public void Open(MmsTree tree, int node)
        {
            _tree = tree;
            _next = node + 1;
            _end = tree.End(node);
            Node = -1;
            Kind = 0;
        }

        /// <summary>Goes before the first child of the child that another cursor stands on.</summary>
        /// <param name="parent">The other cursor.</param>
        public void Open(MmsCursor parent)
        {
            Open(parent._tree, parent.Node);
        }

        /// <summary>Goes to the next child.</summary>
        /// <returns>False when there is none; the cursor stays then.</returns>
        public bool Next()
        {
            if (_next >= _end)
            {
                return false;
            }

            Node = _next;
            Kind = _tree.Kind(_next);
            _next = _tree.Next(_next);
            return true;
        }
    }
}

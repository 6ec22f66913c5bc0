using System.Security.Cryptography;

namespace nanoDer.Gcks;

/// <summary>
/// The logical key hierarchy of a group: a binary tree whose leaves are members and whose root is the KEK (RFC 2627, RFC 6407 clause
/// 5.6.3). Node 1 is the root, the children of n are 2n and 2n + 1. Removing a member gives each node above it a new key, sent under
/// the keys of the children that stay.
/// </summary>
internal sealed class KeyTree(int depth, int keyBytes, Func<int, byte[]> random)
{
    private readonly Dictionary<int, (uint Handle, byte[] Key)> _nodes = [];
    private readonly Dictionary<string, int> _leaves = [];
    private uint _handle;

    /// <summary>Initialisation vector and key of the root.</summary>
    public byte[] Root => Node(1).Key;

    public bool Contains(string member) => _leaves.ContainsKey(member);

    /// <summary>Body of LKH_DOWNLOAD_ARRAY for a member, which gets a leaf when it has none.</summary>
    public byte[] Download(string member)
    {
        if (!_leaves.TryGetValue(member, out int leaf))
        {
            leaf = Enumerable.Range(1 << depth, 1 << depth).FirstOrDefault(n => !_leaves.ContainsValue(n));
            if (leaf == 0)
            {
                throw new KeyServerException("the group's tree of keys is full");
            }

            _leaves[member] = leaf;
            _nodes.Remove(leaf);
        }

        IsakmpBuilder b = new();
        b.Put(1, 1).Put(depth + 1, 2).Put(0, 1);
        for (int n = leaf; n > 0; n >>= 1)
        {
            Write(b, n, Node(n).Key);
        }

        return b.ToArray();
    }

    /// <summary>The leaf's key, from which the member's acknowledgements derive; null for who is no member.</summary>
    public byte[]? LeafKey(string member) => _leaves.TryGetValue(member, out int leaf) ? Node(leaf).Key[16..] : null;

    /// <summary>Removes a member.</summary>
    /// <returns>Bodies of LKH_UPDATE_ARRAY: one for each part of the tree that stays.</returns>
    public IReadOnlyList<byte[]> Remove(string member)
    {
        int leaf = _leaves[member];
        _leaves.Remove(member);
        _nodes.Remove(leaf);
        List<int> path = [];
        for (int n = leaf >> 1; n > 0; n >>= 1)
        {
            path.Add(n);
            _nodes[n] = New();
        }

        // Each sibling of the path has a key that the removed member never had: under it go all new keys above.
        List<byte[]> arrays = [];
        int child = leaf;
        for (int i = 0; i < path.Count; i++)
        {
            if (IsInUse(child ^ 1))
            {
                arrays.Add(Update(child ^ 1, path[i..]));
            }

            child = path[i];
        }

        return arrays;
    }

    /// <summary>Gives the root a new key.</summary>
    /// <returns>Bodies of LKH_UPDATE_ARRAY: one for each half of the tree.</returns>
    public IReadOnlyList<byte[]> Renew()
    {
        _nodes[1] = New();
        return [.. new[] { 2, 3 }.Where(IsInUse).Select(half => Update(half, [1]))];
    }

    private bool IsInUse(int node) => _leaves.Values.Any(l => IsBelow(l, node));

    private byte[] Update(int wrapping, List<int> nodes)
    {
        IsakmpBuilder b = new();
        b.Put(1, 1).Put(nodes.Count, 2).Put(0, 1).Put(wrapping, 2).Put(0, 2).Put(Node(wrapping).Handle, 4);
        byte[] under = Node(wrapping).Key;
        foreach (int n in nodes)
        {
            Write(b, n, Wrap(under, Node(n).Key));
            under = Node(n).Key;
        }

        return b.ToArray();
    }

    private static bool IsBelow(int leaf, int node)
    {
        while (leaf > node)
        {
            leaf >>= 1;
        }

        return leaf == node;
    }

    private static byte[] Wrap(byte[] under, byte[] key)
    {
        using Aes aes = Aes.Create();
        aes.Key = under[16..];
        return aes.EncryptCbc(key, under[..16], PaddingMode.None);
    }

    private void Write(IsakmpBuilder b, int node, byte[] key) => b.Put(node, 2).Put(3, 1).Put(0, 1).Put(0, 4).Put(0, 4).Put(Node(node).Handle, 4).Put(key);

    private (uint Handle, byte[] Key) Node(int node)
    {
        if (!_nodes.TryGetValue(node, out (uint Handle, byte[] Key) value))
        {
            _nodes[node] = value = New();
        }

        return value;
    }

    private (uint Handle, byte[] Key) New() => (++_handle, random(16 + keyBytes));
}

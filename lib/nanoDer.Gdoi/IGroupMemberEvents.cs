using nanoDer.Core;

namespace nanoDer.Gdoi
{
    /// <summary>Where a group member reports.</summary>
    public interface IGroupMemberEvents
    {
        /// <summary>Something has happened.</summary>
        /// <param name="what">What.</param>
        /// <param name="status">Why; Ok when nothing is wrong.</param>
        /// <param name="number">Number of TEKs that arrived, or type of a notification.</param>
        void OnGroup(GdoiEvent what, DerStatus status, int number);
    }
}

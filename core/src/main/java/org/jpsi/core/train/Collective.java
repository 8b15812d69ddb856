package org.jpsi.core.train;

import org.jpsi.core.optim.GradientClipping;

/// Collective operations (as in MPI) between the ranks of one training: processes that train the
/// same network together. Every rank has its own copy of network and events and runs its own {@link
/// TrainingSession} with the same configuration, in which all ranks call the same operations in the
/// same order. A batch's gradient is reduced-scattered: each rank computes the shards of some lanes
/// ({@link GradientLanes}), gets its range of all lanes, adds them along the fixed tree, updates
/// the weights of its range, and gets those of the others by an all-gather. So any number of ranks
/// and threads trains to the same bits.
///
/// {@link #SINGLE} is a process by itself, whose threads share lanes and ranges. An implementation
/// for several ranks carries numbers, and computes none but sums with zeros.
public interface Collective {
  /// One rank: this process, with its threads.
  Collective SINGLE = new SingleRank();

  /// This rank, from 0.
  int rank();

  /// The number of ranks.
  int ranks();

  /// All-to-all exchange of the lanes: every rank gets its own range of elements of each lane in
  /// {@link GradientLanes#open()} from the lane's owner. Values elsewhere do not matter.
  void allToAll(GradientLanes lanes);

  /// All-gather of a flat array over the parameters, in place: every rank gives the elements of its
  /// own range, and gets the others'.
  void allGather(float[] values);

  /// All-reduce of the first `n` values, in place, to the sum over ranks. Each is given by one
  /// rank, and is 0 on all others: so the order of the sum does not matter.
  void allReduce(double[] values, int n);

  /// Whether the flag is true on any rank, such as that of a request to stop.
  boolean any(boolean flag);

  /// The first element of a rank's range of a flat array over the parameters; its end is that of
  /// the next rank. Ranges begin where those of {@link GradientClipping#RANGE} do.
  default int begin(int rank, int elements) {
    long parts = Math.ceilDiv(elements, GradientClipping.RANGE);
    return (int) Math.min(elements, parts * rank / ranks() * GradientClipping.RANGE);
  }

  /// The first of a rank's lanes, which are adjacent; their end is that of the next rank.
  default int firstLane(int rank, int lanes) {
    return (int) ((long) lanes * rank / ranks());
  }
}

package org.jpsi.core.train;

/// Collective of a process by itself: nothing is carried.
record SingleRank() implements Collective {
  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int ranks() {
    return 1;
  }

  @Override
  public void allToAll(GradientLanes lanes) {}

  @Override
  public void allGather(float[] values) {}

  @Override
  public void allReduce(double[] values, int n) {}

  @Override
  public boolean any(boolean flag) {
    return flag;
  }
}

package org.jpsi.core.histogram;

import org.jpsi.core.table.EventBlocks;

/// Filler of a histogram, event by event. Contents are sums over blocks of events ({@link
/// EventBlocks}), so that they can be added up where events are not all in one place.
public final class HistogramFiller {
  private final Binning binning;
  // Underflow, the bins, overflow: of all blocks that are full, and of the one that is being
  // filled.
  private final double[] sum;
  private final double[] squares;
  private final double[] blockSum;
  private final double[] blockSquares;
  private long entries;
  private long notANumber;

  public HistogramFiller(Binning binning) {
    this.binning = binning;
    sum = new double[binning.bins() + 2];
    squares = new double[sum.length];
    blockSum = new double[sum.length];
    blockSquares = new double[sum.length];
  }

  /// Fills one event. NaN is in no bin.
  ///
  /// @param weight of either sign
  public void add(double value, double weight) {
    if (entries > 0 && entries % EventBlocks.SIZE == 0) {
      close();
    }
    entries++;
    if (Double.isNaN(value)) {
      notANumber++;
      return;
    }
    int at = binning.find(value) + 1;
    blockSum[at] += weight;
    blockSquares[at] += weight * weight;
  }

  private void close() {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += blockSum[i];
      squares[i] += blockSquares[i];
      blockSum[i] = 0;
      blockSquares[i] = 0;
    }
  }

  /// The number of events filled.
  public long entries() {
    return entries;
  }

  /// How many of them are NaN.
  public long notANumber() {
    return notANumber;
  }

  /// The histogram of the events so far.
  public Histogram histogram() {
    int bins = binning.bins();
    double[] contents = new double[bins];
    double[] errors = new double[bins];
    double total = 0;
    for (int i = 0; i < bins + 2; i++) {
      total += sum[i] + blockSum[i];
      if (i > 0 && i <= bins) {
        contents[i - 1] = sum[i] + blockSum[i];
        errors[i - 1] = squares[i] + blockSquares[i];
      }
    }
    return new Histogram(
        binning, contents, errors, sum[0] + blockSum[0], sum[bins + 1] + blockSum[bins + 1], total);
  }
}

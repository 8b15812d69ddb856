package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jpsi.core.random.Rng;

/// Random sample of events of a stream without replacement: those of the smallest random numbers,
/// one of which is drawn for each event from its number, as {@link
/// org.jpsi.core.table.EventBlocks#sample} takes them.
public final class FeatureSample {
  public static final int SIZE = 20_000;

  private final Rng rng;
  private final List<Drawn> kept = new ArrayList<>();
  private long events;
  private long largest = Long.MAX_VALUE;

  private record Drawn(long draw, long number, double[] features) {}

  public FeatureSample(Rng rng) {
    this.rng = rng;
  }

  /// Adds the next event.
  ///
  /// @param of each feature, the values of a block
  /// @param row of the event in the block
  public void add(List<double[]> of, int row) {
    long number = events++;
    long draw = rng.bits(number);
    if (draw > largest) {
      return;
    }
    double[] features = new double[of.size()];
    for (int f = 0; f < features.length; f++) {
      features[f] = of.get(f)[row];
    }
    kept.add(new Drawn(draw, number, features));
    if (kept.size() == 2 * SIZE) {
      cut();
    }
  }

  private void cut() {
    kept.sort(Comparator.comparingLong(Drawn::draw).thenComparingLong(Drawn::number));
    kept.subList(Math.min(SIZE, kept.size()), kept.size()).clear();
    largest = kept.size() < SIZE ? Long.MAX_VALUE : kept.getLast().draw;
  }

  /// The features of the events of the sample, in the order of the stream.
  public List<double[]> features() {
    cut();
    return kept.stream()
        .sorted(Comparator.comparingLong(Drawn::number))
        .map(Drawn::features)
        .toList();
  }
}

package org.jpsi.analysis;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventIndex;
import org.jpsi.core.events.EventBlock;

/// Simulated test events with the values of their features, read again.
///
/// @param features of each event
/// @param test number of each event among the test events
record SimulatedEvents(FeatureValues features, int[] test) {
  /// Reads them.
  ///
  /// @param shown which of the test events
  static SimulatedEvents of(PreparedTraining training, IntPredicate shown) {
    EventIndex index = new EventIndex(training.prepared().events());
    List<String> columns =
        List.copyOf(
            new LinkedHashSet<>(training.preprocessing().features().features().columnNames()));
    FeatureValues features =
        new FeatureValues(training.preprocessing().features().columns().size());
    IntStream.Builder test = IntStream.builder();
    int inputs = 0;
    for (int s = 0; s < training.trees().analysis().samples().size(); s++) {
      int before = inputs;
      inputs +=
          training
              .trees()
              .of(
                  s,
                  tree -> {
                    for (EventBlock block : tree.events().blocks(columns)) {
                      int input = before + tree.number() + block.source();
                      int[] of = test(index, input, block, shown);
                      int[] rows = IntStream.range(0, of.length).filter(i -> of[i] >= 0).toArray();
                      List<double[]> values = FeatureValues.of(training, block.table().take(rows));
                      for (int i = 0; i < rows.length; i++) {
                        features.add(values, i);
                        test.add(of[rows[i]]);
                      }
                    }
                  });
    }
    return new SimulatedEvents(features, test.build().toArray());
  }

  private static int[] test(EventIndex index, int input, EventBlock block, IntPredicate shown) {
    long[] entries = block.entries();
    int[] test = new int[entries.length];
    Arrays.setAll(
        test,
        i -> {
          int row = index.row(input, entries[i]);
          int number = row < 0 ? -1 : index.test(row);
          return number >= 0 && shown.test(number) ? number : -1;
        });
    return test;
  }

  int events() {
    return test.length;
  }
}

package org.jpsi.analysis.events;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Part;

/// Events of a trial: those of training and validation. The test events are gone, so that no figure
/// of a trial can be of them.
public final class TrialEvents {
  private TrialEvents() {}

  /// The events without those of the part TEST.
  public static EventSetBuilder.PreparedEvents of(EventSetBuilder.PreparedEvents prepared) {
    EventSet all = prepared.events();
    int[] rows = IntStream.range(0, all.events()).filter(i -> all.part()[i] != Part.TEST).toArray();
    EventSet kept =
        new EventSet(
            all.inputs(),
            Arrays.stream(rows).map(row -> all.input()[row]).toArray(),
            Arrays.stream(rows).mapToLong(row -> all.entry()[row]).toArray(),
            Arrays.stream(rows).mapToObj(row -> all.part()[row]).toArray(Part[]::new),
            all.groups().map(of -> Arrays.stream(rows).mapToLong(row -> of[row]).toArray()),
            all.classes(),
            all.labels(rows),
            all.weights(rows),
            taken(all.features(), rows),
            taken(all.targets(), rows),
            all.spectators().stream().map(column -> column.take(rows)).toList(),
            all.samples(),
            all.foldOf().map(of -> Arrays.stream(rows).map(row -> of[row]).toArray()));
    return new EventSetBuilder.PreparedEvents(
        kept,
        prepared.signal(),
        prepared.features(),
        prepared.categories(),
        prepared.columns(),
        prepared.training(),
        prepared
            .flattened()
            .map(flat ->
                new FlattenedWeights(taken(flat.factors(), rows), flat.to(), flat.closure())),
        prepared
            .decorrelated()
            .map(of -> new DecorrelatedVariables(of.asked(), taken(of.values(), rows))),
        prepared.parametrization().map(of -> of.taken(rows)),
        prepared.samples());
  }

  private static double[] taken(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  private static List<NumberColumn> taken(List<NumberColumn> columns, int[] rows) {
    return columns.stream().map(column -> column.take(rows)).toList();
  }

  /// Digest of the validation events, of what figures depend on beside the model: two trials with
  /// the same one are judged by the same events.
  public static String digest(EventSet events) {
    long digest = 0;
    for (int row : events.rowIndices(Part.VALIDATION)) {
      digest = Rng.threefry(digest, events.input()[row]);
      digest = Rng.threefry(digest, events.entry()[row]);
      digest = Rng.threefry(digest, events.classOf()[row]);
      digest = Rng.threefry(digest, Double.doubleToLongBits(events.weight()[row]));
    }
    return String.format(Locale.ROOT, "%016x", digest);
  }
}

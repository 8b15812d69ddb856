package org.jpsi.analysis.events;

import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.Part;

/// What every class needs: events in every part, with weights of a positive sum.
record RequiredEvents(AnalysisWithSource source) {
  /// Refuses events that lack it.
  void of(EventSet events) {
    for (Part part : Part.values()) {
      int[] count = new int[events.classes().size()];
      double[] sum = new double[count.length];
      double[] squares = new double[count.length];
      for (int row : events.rowIndices(part)) {
        count[events.classOf()[row]]++;
        sum[events.classOf()[row]] += events.weight()[row];
        squares[events.classOf()[row]] += events.weight()[row] * events.weight()[row];
      }
      for (int c = 0; c < count.length; c++) {
        String of = events.classes().get(c).isEmpty() ? "" : " of class " + events.classes().get(c);
        if (count[c] == 0) {
          throw missing(events, c, part, of);
        }
        if (!(sum[c] > 0)) {
          throw InputException.at(source.where("weight"))
              .expected("weights" + of + " with a positive sum in the " + part.id() + " part")
              .found("a sum of " + sum[c] + " over " + count[c] + " events")
              .remedy("check `weight:`, or select events so that the sum is positive")
              .exception();
        }
        // Errors of figures are made of squares.
        if (!(squares[c] >= Double.MIN_NORMAL && squares[c] <= Double.MAX_VALUE)) {
          throw InputException.at(source.where("weight"))
              .expected("weights" + of + " whose squares float64 holds")
              .found("a sum of " + sum[c] + " over " + count[c] + " events")
              .remedy("multiply `weight:` by a constant: only ratios of weights matter")
              .exception();
        }
      }
    }
  }

  private InputException missing(EventSet events, int classIndex, Part part, String of) {
    int all = 0;
    for (int label : events.classOf()) {
      all += label == classIndex ? 1 : 0;
    }
    InputException.Builder wrong = InputException.at(source.where("split"));
    if (all < Part.values().length) {
      return wrong
          .expected("events" + of + " in each of train, validation and test")
          .found(all == 1 ? "one event" : all + " events")
          .remedy("add events of it, or leave it out by `select:`")
          .exception();
    }
    return wrong
        .expected("events" + of + " in the " + part.id() + " part")
        .found("none of " + all)
        .remedy(
            source.analysis().split().by().isPresent()
                ? "split by what has more different values, or set another `seed:`"
                : "give it a larger part, more events, or a sample of its own")
        .exception();
  }
}

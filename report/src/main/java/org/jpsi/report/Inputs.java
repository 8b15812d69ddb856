package org.jpsi.report;

import java.util.List;

/// What a network is given, as far as the report shows it: all of it is known before training
/// begins.
///
/// @param features with the values of the training events
/// @param label class of each training event; empty in a regression
/// @param weight physical weight of each training event
public record Inputs(Task task, List<RunReport.Feature> features, int[] label, double[] weight) {
  public Inputs {
    features = List.copyOf(features);
  }

  static Inputs of(RunReport run) {
    Part train = run.parts().getFirst();
    return new Inputs(run.task(), run.features(), train.label(), train.weight());
  }

  /// The sum of the weights of one class, or of all events for -1.
  double sum(int one) {
    double sum = 0;
    for (int i = 0; i < weight.length; i++) {
      sum += one < 0 || label[i] == one ? weight[i] : 0;
    }
    return sum;
  }
}

package org.jpsi.learners;

import java.util.Map;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.train.Learner;

/// Checks of weights and settings of learners.
final class LearnerChecks {
  private LearnerChecks() {}

  static void requireNonNegativeWeights(String learner, Learner.FitRequest request) {
    for (Dataset part : new Dataset[] {request.train(), request.validation()}) {
      int negative = 0;
      for (float w : part.weights()) {
        negative += w < 0 ? 1 : 0;
      }
      if (negative > 0) {
        throw InputException.at("model " + learner)
            .expected("weights that are not negative")
            .found(negative + " negative ones of " + part.events() + " events")
            .remedy(
                "a network takes them: `model: network`; or treat them for the training, with"
                    + " `negativeWeights:`")
            .exception();
      }
    }
  }

  static void requireNoMissingValues(String learner, Learner.FitRequest request) {
    for (Dataset part : new Dataset[] {request.train(), request.validation()}) {
      int missing = 0;
      for (float value : part.events() == 0 ? new float[0] : part.inputs()) {
        missing += Float.isNaN(value) ? 1 : 0;
      }
      if (missing > 0) {
        throw InputException.at("model " + learner)
            .expected("a value of each feature in every event")
            .found(missing + " missing ones (NaN) in " + part.events() + " events")
            .remedy("train `model: boosted-trees`, which takes them, or leave such events out")
            .exception();
      }
    }
  }

  static double setting(Map<String, Double> settings, String name) {
    Double value = settings.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no setting " + name + " in " + settings.keySet());
    }
    return value;
  }
}

package org.jpsi.core.model;

import java.util.Locale;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Logit;

/// Link function: from what a learner puts into its leaves or votes to the raw outputs of a {@link
/// Predictor}.
public enum Link {
  /// The values are raw outputs: logits of a classification, standardized targets of a regression.
  IDENTITY,
  /// {@link Logit} (log-odds) of probabilities.
  LOGIT;

  /// The word in a model file.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The link of that word.
  static Link of(String id) {
    for (Link link : values()) {
      if (link.id().equals(id)) {
        return link;
      }
    }
    throw InputException.at("key link")
        .expected("identity or logit")
        .found("`" + id + "`")
        .exception();
  }

  /// Applies the function in place.
  ///
  /// @param y `[events, width]` from `from`, row-major
  void apply(float[] y, int from, int events, int width) {
    if (this == IDENTITY) {
      return;
    }
    for (int i = from; i < from + events * width; i++) {
      y[i] = Logit.apply(y[i], width);
    }
  }
}

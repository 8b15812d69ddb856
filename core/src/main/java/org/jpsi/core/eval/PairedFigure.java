package org.jpsi.core.eval;

import java.util.List;

/// Figure of merit of several models on the same events, with the errors of the differences, from
/// which what is hard for all of them drops out.
///
/// @param name `auc`, `log_loss`, `brier`, `accuracy`, `background_at_50` (the background
///   efficiency at 50 % signal efficiency); of a regression `rmse`, `mae` and `bias`, with several
///   targets `rmse_NAME`, ...
/// @param values of each model; NaN where it is not defined
/// @param errors one standard deviation of each value
/// @param differences each value less that of the first model
/// @param differenceErrors one standard deviation of each difference; 0 for the first model
public record PairedFigure(
    String name,
    List<Double> values,
    List<Double> errors,
    List<Double> differences,
    List<Double> differenceErrors) {
  public PairedFigure {
    values = List.copyOf(values);
    errors = List.copyOf(errors);
    differences = List.copyOf(differences);
    differenceErrors = List.copyOf(differenceErrors);
  }

  /// Whether a larger value is a better one; of a bias, neither is.
  public boolean higherIsBetter() {
    return name.equals("auc") || name.equals("accuracy");
  }
}

package org.jpsi.core.eval;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Figures of a run that an analysis asks for, beside its {@link Evaluation}.
///
/// @param significance of a cut and of bins of the score, where weights are expected yields
/// @param efficiencies of cuts, by sample and by spectators
/// @param cutFlows of the samples, with the efficiencies
/// @param calibration of the score
/// @param failures figures that could not be computed; none in a sound run
public record FiguresOnRequest(
    Optional<ExpectedSignificance> significance,
    Optional<CutEfficiencies> efficiencies,
    List<CutFlow> cutFlows,
    Optional<CalibrationFigures> calibration,
    List<FailedMetric> failures) {
  public static final FiguresOnRequest NONE =
      new FiguresOnRequest(
          Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of());

  public FiguresOnRequest {
    cutFlows = List.copyOf(cutFlows);
    failures = List.copyOf(failures);
  }

  /// Computes the figures that are asked for. One that fails is among the {@link #failures()}.
  ///
  /// @param significance computes it
  /// @param efficiencies computes them, also at the cut of the highest significance
  /// @param calibration fits and evaluates it
  public static FiguresOnRequest of(
      Optional<Supplier<ExpectedSignificance>> significance,
      Optional<EfficienciesAt> efficiencies,
      List<CutFlow> cutFlows,
      Optional<Supplier<CalibrationFigures>> calibration) {
    MetricGuard guard = new MetricGuard();
    Optional<ExpectedSignificance> expected =
        significance.flatMap(figure ->
            guard.orElse(
                Optional.empty(), "expected significance", () -> Optional.of(figure.get())));
    Optional<CutEfficiencies> found =
        efficiencies.flatMap(figure ->
            guard.orElse(Optional.empty(), "efficiencies", () -> Optional.of(figure.of(expected))));
    Optional<CalibrationFigures> calibrated =
        calibration.flatMap(figure ->
            guard.orElse(Optional.empty(), "calibration", () -> Optional.of(figure.get())));
    return new FiguresOnRequest(expected, found, cutFlows, calibrated, guard.failures());
  }

  /// Efficiencies at the cuts asked for, and at a further one.
  @FunctionalInterface
  public interface EfficienciesAt {
    /// @param expected what has the cut of the highest significance
    CutEfficiencies of(Optional<ExpectedSignificance> expected);
  }
}

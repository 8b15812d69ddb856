package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Figures of a run that an analysis asks for, beside its {@link Evaluation}.
///
/// @param significance of a cut and of bins of the score, where weights are expected yields
/// @param efficiencies of cuts, by sample and by spectators
/// @param cutFlows of the samples, with the efficiencies
/// @param calibration of the score
/// @param decorrelation of the score from variables
/// @param parameters figures at the points of a parametrised model
/// @param negativeWeights of a training that changed them
/// @param failures figures that could not be computed; none in a sound run
/// @param studies of the model
public record FiguresOnRequest(
    Optional<ExpectedSignificance> significance,
    Optional<CutEfficiencies> efficiencies,
    List<CutFlow> cutFlows,
    Optional<CalibrationFigures> calibration,
    Optional<DecorrelationFigures> decorrelation,
    Optional<ParameterFigures> parameters,
    Optional<NegativeWeightFigures> negativeWeights,
    List<FailedMetric> failures,
    ModelStudies studies) {
  public static final FiguresOnRequest NONE =
      new FiguresOnRequest(
          Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of());

  public FiguresOnRequest {
    cutFlows = List.copyOf(cutFlows);
    failures = List.copyOf(failures);
  }

  /// Figures of the score alone.
  public FiguresOnRequest(
      Optional<ExpectedSignificance> significance,
      Optional<CutEfficiencies> efficiencies,
      List<CutFlow> cutFlows,
      Optional<CalibrationFigures> calibration,
      List<FailedMetric> failures) {
    this(
        significance,
        efficiencies,
        cutFlows,
        calibration,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        failures,
        ModelStudies.NONE);
  }

  /// The same figures with studies of the model.
  public FiguresOnRequest with(ModelStudies other) {
    return new FiguresOnRequest(
        significance,
        efficiencies,
        cutFlows,
        calibration,
        decorrelation,
        parameters,
        negativeWeights,
        failures,
        other);
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

  /// The same with figures of decorrelation.
  ///
  /// @param figures computes them
  public FiguresOnRequest withDecorrelation(Supplier<DecorrelationFigures> figures) {
    MetricGuard guard = new MetricGuard();
    Optional<DecorrelationFigures> found =
        guard.orElse(Optional.empty(), "decorrelation", () -> Optional.of(figures.get()));
    return with(found, parameters, negativeWeights, guard.failures());
  }

  /// The same with figures at the points of a parameter.
  ///
  /// @param figures computes them
  public FiguresOnRequest withParameters(Supplier<ParameterFigures> figures) {
    MetricGuard guard = new MetricGuard();
    Optional<ParameterFigures> found =
        guard.orElse(Optional.empty(), "parameters", () -> Optional.of(figures.get()));
    return with(decorrelation, found, negativeWeights, guard.failures());
  }

  /// The same with figures of negative weights.
  public FiguresOnRequest with(Optional<NegativeWeightFigures> negative) {
    return with(decorrelation, parameters, negative, List.of());
  }

  private FiguresOnRequest with(
      Optional<DecorrelationFigures> decorrelated,
      Optional<ParameterFigures> parametrized,
      Optional<NegativeWeightFigures> negative,
      List<FailedMetric> failed) {
    List<FailedMetric> all = new ArrayList<>(failures);
    all.addAll(failed);
    return new FiguresOnRequest(
        significance,
        efficiencies,
        cutFlows,
        calibration,
        decorrelated,
        parametrized,
        negative,
        all,
        studies);
  }

  /// Efficiencies at the cuts asked for, and at a further one.
  @FunctionalInterface
  public interface EfficienciesAt {
    /// @param expected what has the cut of the highest significance
    CutEfficiencies of(Optional<ExpectedSignificance> expected);
  }
}

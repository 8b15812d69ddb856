package org.jpsi.analysis.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Figures of merit that an analysis asks for, beside those of every run.
///
/// @param significance of a discovery; empty where it is not asked for
/// @param efficiencies of cuts on the score; empty where they are not asked for
/// @param calibration of the score; empty where it is not asked for
/// @param studies of the model
public record FigureOptions(
    Optional<SignificanceOptions> significance,
    Optional<EfficiencyOptions> efficiencies,
    Optional<CalibrationOptions> calibration,
    StudyOptions studies) {

  /// Whether figures of cuts, bins or a calibration are asked for.
  public boolean any() {
    return significance.isPresent() || efficiencies.isPresent() || calibration.isPresent();
  }

  /// Calibration of the score.
  ///
  /// @param mixture part of each class by name, in any unit; empty for that of the physical weights
  /// @param isotonic whether the map is isotonic, not logistic
  public record CalibrationOptions(Map<String, Double> mixture, boolean isotonic) {
    public CalibrationOptions {
      mixture = Collections.unmodifiableMap(new LinkedHashMap<>(mixture));
    }
  }

  /// Expected significance of a discovery.
  ///
  /// @param background relative systematic uncertainty of the background
  public record SignificanceOptions(double background) {}

  /// Efficiencies of cuts on the score.
  ///
  /// @param signal signal efficiencies of the validation events, for which cuts are chosen
  /// @param by spectators in whose bins they are given
  public record EfficiencyOptions(List<Double> signal, List<String> by) {
    public static final List<Double> SIGNAL = List.of(0.3, 0.5, 0.7, 0.9);

    public EfficiencyOptions {
      signal = List.copyOf(signal);
      by = List.copyOf(by);
    }
  }
}

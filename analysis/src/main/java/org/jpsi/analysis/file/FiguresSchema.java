package org.jpsi.analysis.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.FigureOptions.CalibrationOptions;
import org.jpsi.analysis.file.FigureOptions.EfficiencyOptions;
import org.jpsi.analysis.file.FigureOptions.SignificanceOptions;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.MapType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.errors.InputException;

/// Schema of the keys of figures of merit: `significance`, `efficiencies`, `calibration`.
final class FiguresSchema {
  private static final Key<SignificanceOptions, Double> BACKGROUND =
      Key.of(
          "background",
          NumberType.of("a relative uncertainty", 0, 10),
          0.0,
          SignificanceOptions::background,
          "The relative systematic uncertainty of the background, `0.1` for 10 %, of each bin by"
              + " itself. Where it is common to bins, only a fit is right.");

  private static final Key<EfficiencyOptions, List<Double>> SIGNAL =
      Key.of(
          "signal",
          new ListType<>(
              "a signal efficiency, or a list of them",
              NumberType.BETWEEN_ZERO_AND_ONE,
              false,
              ListType.Single.READ),
          EfficiencyOptions.SIGNAL,
          EfficiencyOptions::signal,
          "The signal efficiencies of the validation events, for each of which a cut is chosen.");

  private static final Key<EfficiencyOptions, List<String>> BY =
      Key.of(
          "by",
          new ListType<>(
              "a spectator, or a list of them",
              TextType.of("a spectator"),
              true,
              ListType.Single.READ),
          List.of(),
          EfficiencyOptions::by,
          "Spectators, in whose bins efficiencies and the mean score are given.");

  static final Key<AnalysisFile, SignificanceOptions> SIGNIFICANCE =
      Key.withDefault(
          "significance",
          new ObjectType<>(
              List.of(BACKGROUND),
              List.of(),
              values -> new SignificanceOptions(values.get(BACKGROUND))),
          new Default.Absent<>("none"),
          a -> a.figures().significance(),
          "The expected significance of a discovery, with `yields: true`: of a cut and of bins of"
              + " the score that are chosen on the validation events, quoted on the test events.");

  static final Key<AnalysisFile, EfficiencyOptions> EFFICIENCIES =
      Key.withDefault(
          "efficiencies",
          new ObjectType<>(
              List.of(SIGNAL, BY),
              List.of(),
              values -> new EfficiencyOptions(values.get(SIGNAL), values.get(BY))),
          new Default.Absent<>("none"),
          a -> a.figures().efficiencies(),
          "Efficiencies of cuts on the score for every sample and in bins of spectators, with"
              + " rejections, and how many events of each sample go where. The cuts are chosen on"
              + " the validation events.");

  private static final Key<CalibrationOptions, Map<String, Double>> MIXTURE =
      Key.withDefault(
          "mixture",
          new MapType<>(
              "parts of classes by name, as in {signal: 1, background: 50}",
              NumberType.POSITIVE,
              "the name of a class",
              name -> !name.isEmpty(),
              "^.+$"),
          new Default.Absent<>("that of the physical weights of all events"),
          options -> Optional.of(options.mixture()).filter(mixture -> !mixture.isEmpty()),
          "The mixture of classes for which probabilities are given, in any unit: `{signal: 1,"
              + " background: 50}`.");

  private static final Key<CalibrationOptions, Boolean> METHOD =
      Key.of(
          "method",
          new WordType<>(
              "a method of calibration",
              List.of(
                  new WordType.Word<>(
                      "logistic",
                      false,
                      "`logit p = a logit s + b`; of three or more classes a temperature."),
                  new WordType.Word<>(
                      "isotonic",
                      true,
                      "The rising map of least squares, for two classes and weights that are not"
                          + " negative."))),
          false,
          CalibrationOptions::isotonic,
          "The map, fitted to the validation events.");

  static final Key<AnalysisFile, CalibrationOptions> CALIBRATION =
      Key.withDefault(
          "calibration",
          new ObjectType<>(
              List.of(MIXTURE, METHOD),
              List.of(),
              values ->
                  new CalibrationOptions(
                      values.find(MIXTURE).orElse(Map.of()), values.get(METHOD))),
          new Default.Absent<>("none"),
          a -> a.figures().calibration(),
          "A calibration of the score: the model then gives `probability`, another column, for a"
              + " stated mixture of classes. The score stays as it is.");

  private FiguresSchema() {}

  /// What is asked for.
  ///
  /// @param yields whether weights are expected numbers of events
  static FigureOptions options(KeyValues<AnalysisFile> values, boolean yields) {
    FigureOptions figures =
        new FigureOptions(
            values.find(SIGNIFICANCE),
            values.find(EFFICIENCIES),
            values.find(CALIBRATION),
            StudySchema.options(values));
    if (figures.significance().isPresent() && !yields) {
      throw InputException.at(values.where(SIGNIFICANCE))
          .expected("`yields: true` beside it")
          .found("weights that nothing says are expected numbers of events")
          .remedy("say `yields: true` where they are, or leave `significance:` out")
          .exception();
    }
    List<String> spectators = values.get(AnalysisSchema.SPECTATORS);
    for (String by : figures.efficiencies().map(EfficiencyOptions::by).orElse(List.of())) {
      if (!spectators.contains(by)) {
        throw InputException.at(values.where(EFFICIENCIES))
            .expected(
                spectators.isEmpty()
                    ? "spectators, with `spectators:`"
                    : "some of the spectators " + String.join(", ", spectators))
            .found(by)
            .nearest(by, spectators)
            .remedy("add it to `spectators:`")
            .exception();
      }
    }
    Optional<Key<AnalysisFile, ?>> asked =
        figures.significance().isPresent()
            ? Optional.of(SIGNIFICANCE)
            : figures.efficiencies().isPresent()
                ? Optional.of(EFFICIENCIES)
                : figures.calibration().map(_ -> CALIBRATION);
    if (asked.isPresent() && values.find(AnalysisSchema.TARGET).isPresent()) {
      throw InputException.at(values.where(asked.get()))
          .says("a regression, with `target:`, has no classes")
          .remedy("leave `" + asked.get().name() + ":` out")
          .exception();
    }
    return figures;
  }
}

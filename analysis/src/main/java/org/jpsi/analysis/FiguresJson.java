package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jpsi.analysis.study.CutsJson;
import org.jpsi.analysis.study.ImportanceJson;
import org.jpsi.core.eval.BinnedYields;
import org.jpsi.core.eval.CalibrationCurve;
import org.jpsi.core.eval.CalibrationFigures;
import org.jpsi.core.eval.CalibrationFit;
import org.jpsi.core.eval.CutEfficiencies;
import org.jpsi.core.eval.CutFlow;
import org.jpsi.core.eval.Efficiency;
import org.jpsi.core.eval.ExpectedSignificance;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.SeedFigures;
import org.jpsi.core.eval.Significance;
import org.jpsi.core.eval.SpectatorEfficiencies;
import org.jpsi.core.model.ScoreCalibration;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jspecify.annotations.Nullable;

/// Sections of `metrics.json` for the figures that an analysis asks for. What is not defined is
/// `null` in a list and left out elsewhere.
final class FiguresJson {
  private FiguresJson() {}

  static Map<String, Object> sections(FiguresOnRequest figures, Task task) {
    Map<String, Object> all = new LinkedHashMap<>();
    figures.significance().ifPresent(z -> all.put("significance", significance(z)));
    if (!figures.cutFlows().isEmpty()) {
      Map<String, Object> samples = new LinkedHashMap<>();
      figures.cutFlows().forEach(flow -> samples.put(flow.sample(), cutFlow(flow)));
      all.put("cutFlow", samples);
    }
    figures
        .efficiencies()
        .ifPresent(found ->
            all.put(
                "efficiencies",
                efficiencies(found, figures.cutFlows().stream().map(CutFlow::sample).toList())));
    figures.calibration().ifPresent(found -> all.put("calibration", calibration(found, task)));
    figures
        .decorrelation()
        .ifPresent(found -> all.put("decorrelation", DecorrelationJson.values(found)));
    figures.parameters().ifPresent(found -> all.put("parameters", ParameterScoring.values(found)));
    figures
        .negativeWeights()
        .ifPresent(found -> all.put("negativeWeights", NegativeWeightsJson.values(found)));
    figures
        .studies()
        .importances()
        .ifPresent(found -> all.put("importance", ImportanceJson.values(found, task)));
    figures.studies().cuts().ifPresent(found -> all.put("rectangularCuts", CutsJson.values(found)));
    figures.studies().seeds().ifPresent(found -> all.put("seeds", seeds(found)));
    return all;
  }

  private static Map<String, Object> seeds(SeedFigures found) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("part", found.part().id());
    List<Object> each = new ArrayList<>();
    for (SeedFigures.SeedRun run : found.runs()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("seed", run.seed());
      one.putAll(run.metrics().values());
      each.add(one);
    }
    all.put("each", each);
    all.put("mean", found.means());
    all.put("spread", found.spreads());
    return all;
  }

  private static Map<String, Object> calibration(CalibrationFigures found, Task task) {
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Object> mixture = new LinkedHashMap<>();
    for (int c = 0; c < found.mixture().size(); c++) {
      mixture.put(task.classNames().get(c), found.mixture().get(c));
    }
    all.put("mixture", mixture);
    if (found.calibration().isEmpty()) {
      all.put("none", found.fit().reason());
      return all;
    }
    if (found.folds().isEmpty()) {
      all.putAll(map(found.fit()));
    } else {
      all.put("folds", found.folds().stream().map(FiguresJson::map).toList());
    }
    for (int k = 0; k < found.curves().size(); k++) {
      Map<String, Object> one = new LinkedHashMap<>();
      CalibrationCurve curve = found.curves().get(k);
      one.put("expectedCalibrationError", curve.expectedError());
      one.put("ofChance", curve.ofChance());
      one.put("uncalibrated", found.before().get(k).expectedError());
      one.put("bins", curve.bins());
      all.put(task.scoreNames("probability").get(k), one);
    }
    return all;
  }

  private static Map<String, Object> map(CalibrationFit fit) {
    Map<String, Object> all = new LinkedHashMap<>();
    List<Double> errors = fit.errors();
    switch (fit.map().orElseThrow()) {
      case ScoreCalibration.Platt platt -> {
        all.put("slope", platt.slope());
        all.put("slopeError", errors.get(0));
        all.put("offset", platt.offset());
        all.put("offsetError", errors.get(1));
      }
      case ScoreCalibration.Temperature temperature -> {
        all.put("slope", temperature.slope());
        all.put("slopeError", errors.getFirst());
      }
      case ScoreCalibration.Isotonic isotonic -> all.put("knots", isotonic.scores().size());
      case ScoreCalibration.ByFold _ -> {} // each fold has a fit of its own
    }
    return all;
  }

  private static Map<String, Object> significance(ExpectedSignificance z) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("background", z.relative());
    z.single()
        .ifPresent(single -> {
          Map<String, Object> cut = new LinkedHashMap<>();
          cut.put("cut", single.edges()[0]);
          z.cut().filter(_ -> z.edges().size() > 1).ifPresent(of -> cut.put("folds", of.cuts()));
          cut.putAll(bin(single.bins().getFirst()));
          put(cut, single.significance());
          all.put("cut", cut);
        });
    Map<String, Object> binned = new LinkedHashMap<>();
    put(binned, z.binned().significance());
    List<Object> bins = new ArrayList<>();
    for (int j = 0; j < z.binned().bins().size(); j++) {
      Map<String, Object> one = new LinkedHashMap<>();
      double from = z.binned().edges()[j];
      one.put("from", Double.isFinite(from) ? from : 0.0); // of a score, which is a probability
      one.putAll(bin(z.binned().bins().get(j)));
      one.put("significance", z.binned().bins().get(j).z());
      bins.add(one);
    }
    binned.put("bins", bins);
    all.put("binned", binned);
    return all;
  }

  private static Map<String, Object> bin(BinnedYields.YieldBin bin) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("signal", bin.s());
    values.put("background", bin.b());
    values.put("backgroundError", Math.sqrt(bin.squares()));
    return values;
  }

  private static void put(Map<String, Object> values, Significance significance) {
    values.put("significance", significance.value());
    values.put("error", significance.error());
  }

  private static Map<String, Object> cutFlow(CutFlow flow) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("read", flow.read());
    all.put("selected", count(flow.selected()));
    for (Part part : flow.parts().keySet()) {
      all.put(part.id(), count(flow.parts().get(part)));
    }
    return all;
  }

  private static Map<String, Object> count(CutFlow.EventCount count) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("events", count.events());
    values.put("weight", count.weight());
    values.put("error", count.error());
    return values;
  }

  private static Map<String, Object> efficiencies(CutEfficiencies found, List<String> names) {
    Map<String, Object> all = new LinkedHashMap<>();
    List<Object> cuts = new ArrayList<>();
    for (CutEfficiencies.CutEfficiency one : found.cuts()) {
      Map<String, Object> cut = new LinkedHashMap<>();
      cut.put("cut", one.cut());
      put(cut, "signalOfValidation", one.asked());
      one.signal().ifPresent(e -> cut.put("signal", efficiency(e)));
      one.background()
          .ifPresent(e -> {
            Map<String, Object> background = efficiency(e);
            e.rejection()
                .ifPresent(rejection -> {
                  background.put("rejection", rejection);
                  background.put("rejectionError", e.rejectionError());
                });
            cut.put("background", background);
          });
      Map<String, Object> samples = new LinkedHashMap<>();
      for (int s = 0; s < names.size(); s++) {
        String name = names.get(s);
        one.samples().get(s).ifPresent(e -> samples.put(name, efficiency(e)));
      }
      cut.put("samples", samples);
      cuts.add(cut);
    }
    all.put("cuts", cuts);
    Map<String, Object> spectators = new LinkedHashMap<>();
    found.spectators().forEach(one -> spectators.put(one.name(), spectator(one)));
    if (!spectators.isEmpty()) {
      all.put("spectators", spectators);
    }
    return all;
  }

  private static Map<String, Object> efficiency(Efficiency e) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("efficiency", e.value());
    values.put("error", e.error());
    values.put("events", e.events());
    values.put("passing", e.passing());
    values.put("effectiveEvents", e.effective());
    return values;
  }

  private static Map<String, Object> spectator(SpectatorEfficiencies one) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("edges", one.edges());
    values.put("outside", one.outside());
    values.put("signal", figures(one.signal()));
    values.put("background", figures(one.background()));
    return values;
  }

  private static Map<String, Object> figures(SpectatorEfficiencies.ClassFigures of) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (Double.isFinite(of.correlation())) {
      values.put("correlation", of.correlation());
    }
    values.put("score", list(of.score(), SpectatorEfficiencies.MeanScore::value));
    values.put("scoreError", list(of.score(), SpectatorEfficiencies.MeanScore::error));
    List<Object> efficiency = new ArrayList<>();
    List<Object> error = new ArrayList<>();
    for (List<Optional<Efficiency>> cut : of.efficiency()) {
      efficiency.add(list(cut, Efficiency::value));
      error.add(list(cut, Efficiency::error));
    }
    values.put("efficiency", efficiency);
    values.put("efficiencyError", error);
    return values;
  }

  private interface Figure<T> {
    double of(T figure);
  }

  private static <T> List<@Nullable Object> list(List<Optional<T>> figures, Figure<T> value) {
    List<@Nullable Object> all = new ArrayList<>();
    for (Optional<T> figure : figures) {
      all.add(figure.isPresent() ? value.of(figure.get()) : null);
    }
    return all;
  }

  private static void put(Map<String, Object> values, String name, OptionalDouble value) {
    value.ifPresent(x -> values.put(name, x));
  }
}

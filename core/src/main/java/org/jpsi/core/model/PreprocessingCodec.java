package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.FeatureDistribution;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.errors.InputException;

/// Codec of a column's preprocessing in a model file: `steps`, each an object of a `kind`, and the
/// range and the distribution in training, where they are known.
final class PreprocessingCodec {
  private static final String STANDARDIZE = "standardize";
  private static final String CLIP = "clip";
  private static final String IMPUTE = "impute";
  private static final String CATEGORY = "category";
  private static final String LOG = "log";
  private static final String QUANTILE = "quantile";
  private static final int MAX_STEPS = 64;

  private PreprocessingCodec() {}

  /// Adds the members of a column's preprocessing to the description of a feature or a target.
  static void describe(ColumnPreprocessing column, Map<String, Object> into) {
    List<Object> steps = new ArrayList<>();
    for (PreprocessingStep step : column.steps()) {
      steps.add(describe(step));
    }
    into.put("steps", steps);
    if (Double.isFinite(column.low()) && Double.isFinite(column.high())) {
      into.put("low", column.low());
      into.put("high", column.high());
    }
    if (column.missing() > 0) {
      into.put("missing", column.missing());
    }
    FeatureDistribution distribution = column.distribution();
    if (distribution.known()) {
      List<Object> groups = new ArrayList<>();
      for (FeatureDistribution.Group group : distribution.groups()) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events", group.events());
        json.put("below", group.below());
        groups.add(json);
      }
      into.put("cuts", distribution.cuts());
      into.put("groups", groups);
    }
  }

  private static Map<String, Object> describe(PreprocessingStep step) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (step) {
      case PreprocessingStep.Standardize(double mean, double deviation) -> {
        json.put("kind", STANDARDIZE);
        json.put("mean", mean);
        json.put("deviation", deviation);
      }
      case PreprocessingStep.Category(List<String> values) -> {
        json.put("kind", CATEGORY);
        json.put("values", values);
      }
      case PreprocessingStep.Impute(double value) -> {
        json.put("kind", IMPUTE);
        json.put("value", value);
      }
      case PreprocessingStep.Log(double least) -> {
        json.put("kind", LOG);
        json.put("least", least);
      }
      case PreprocessingStep.Quantile(List<Double> values, List<Double> scores) -> {
        json.put("kind", QUANTILE);
        json.put("values", values);
        json.put("scores", scores);
      }
      case PreprocessingStep.Clip(double low, double high) -> {
        json.put("kind", CLIP);
        json.put("low", low);
        json.put("high", high);
      }
    }
    return json;
  }

  /// The preprocessing that a feature or a target is described with.
  ///
  /// @throws InputException where a member is missing or wrong
  static ColumnPreprocessing restore(JsonObject json) {
    // Formats 1 and 2 had one standardization, and no range of a target.
    List<PreprocessingStep> steps =
        json.names().contains("steps")
            ? json.objects("steps").stream().map(PreprocessingCodec::step).toList()
            : List.of(new PreprocessingStep.Standardize(json.number("mean"), json.number("scale")));
    // Each is computed for every event.
    if (steps.size() > MAX_STEPS) {
      throw InputException.at("key steps")
          .expected("up to " + MAX_STEPS + " steps of preprocessing")
          .found(Integer.toString(steps.size()))
          .exception();
    }
    double missing = missing(json);
    if (!json.names().contains("low")) {
      return new ColumnPreprocessing(steps, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
          .withMissing(missing);
    }
    double low = json.number("low");
    double high = json.number("high");
    if (!(low <= high)) {
      throw InputException.at("key low")
          .expected("a number up to `high`, " + high)
          .found(Double.toString(low))
          .exception();
    }
    return new ColumnPreprocessing(steps, low, high, distribution(json), missing);
  }

  private static double missing(JsonObject json) {
    double missing = json.names().contains("missing") ? json.number("missing") : 0;
    if (!(missing >= 0 && missing <= 1)) {
      throw InputException.at("key missing")
          .expected("a fraction from 0 to 1")
          .found(Double.toString(missing))
          .exception();
    }
    return missing;
  }

  private static FeatureDistribution distribution(JsonObject json) {
    if (!json.names().contains("cuts")) {
      return FeatureDistribution.UNKNOWN;
    }
    return new FeatureDistribution(
        json.numbers("cuts"),
        json.objects("groups").stream()
            .map(group ->
                new FeatureDistribution.Group(group.number("events"), group.numbers("below")))
            .toList());
  }

  private static PreprocessingStep step(JsonObject json) {
    return switch (json.string("kind")) {
      case STANDARDIZE ->
          new PreprocessingStep.Standardize(json.number("mean"), json.number("deviation"));
      case CLIP -> new PreprocessingStep.Clip(json.number("low"), json.number("high"));
      case IMPUTE -> new PreprocessingStep.Impute(json.number("value"));
      case LOG -> new PreprocessingStep.Log(json.number("least"));
      case QUANTILE ->
          new PreprocessingStep.Quantile(json.numbers("values"), json.numbers("scores"));
      case CATEGORY -> new PreprocessingStep.Category(json.strings("values"));
      default ->
          throw InputException.at("key kind")
              .expected(
                  "a step of preprocessing: "
                      + String.join(", ", STANDARDIZE, CLIP, IMPUTE, LOG, QUANTILE)
                      + " or "
                      + CATEGORY)
              .found("`" + json.string("kind") + "`")
              .exception();
    };
  }
}

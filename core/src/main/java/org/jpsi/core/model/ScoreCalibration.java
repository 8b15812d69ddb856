package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.task.Task;

/// Calibration of scores: what makes them probabilities of the classes in a stated mixture. Scores
/// themselves stay as they are.
///
/// @param map from scores to probabilities where all classes are equally frequent
/// @param mixture fraction of each class, in the order of the task; they add up to 1
public record ScoreCalibration(CalibrationMap map, List<Double> mixture) {
  // Scores are float32: nearer to 0 or 1 than this, they tell no odds.
  private static final double LEAST = 0x1p-25;

  /// @throws IllegalArgumentException where a fraction is not in (0, 1), or they do not add up to 1
  public ScoreCalibration {
    mixture = List.copyOf(mixture);
    double sum = 0;
    for (double fraction : mixture) {
      if (!(fraction > 0 && fraction < 1)) {
        throw new IllegalArgumentException("fraction " + fraction + ", expected in (0, 1)");
      }
      sum += fraction;
    }
    if (!(Math.abs(sum - 1) < 1e-9)) {
      throw new IllegalArgumentException("fractions with a sum of " + sum + ", expected 1");
    }
    if (map.classes() != mixture.size()) {
      throw new IllegalArgumentException(
          "fractions of " + mixture.size() + " classes, expected " + map.classes());
    }
  }

  /// Map from scores to probabilities where all classes are equally frequent.
  public sealed interface CalibrationMap permits Platt, Isotonic, Temperature, ByFold {
    /// The number of classes.
    int classes();
  }

  /// Logistic calibration of two classes (Platt 1999): logit p = slope logit s + offset.
  public record Platt(double slope, double offset) implements CalibrationMap {
    public Platt {
      finite(slope, offset);
    }

    @Override
    public int classes() {
      return 2;
    }
  }

  /// Isotonic calibration of two classes: p rises with the score, linearly between knots, and is
  /// constant beyond them.
  ///
  /// @param scores of the knots, ascending
  /// @param probabilities at the knots, ascending or equal
  public record Isotonic(List<Double> scores, List<Double> probabilities)
      implements CalibrationMap {
    public Isotonic {
      scores = List.copyOf(scores);
      probabilities = List.copyOf(probabilities);
      if (scores.isEmpty() || scores.size() != probabilities.size()) {
        throw new IllegalArgumentException(
            scores.size() + " scores and " + probabilities.size() + " probabilities of knots");
      }
      for (int k = 0; k < scores.size(); k++) {
        finite(scores.get(k), probabilities.get(k));
        boolean rises =
            k == 0
                || (scores.get(k) > scores.get(k - 1)
                    && probabilities.get(k) >= probabilities.get(k - 1));
        if (!rises || probabilities.get(k) < 0 || probabilities.get(k) > 1) {
          throw new IllegalArgumentException("knot " + k + " of an isotonic map does not rise");
        }
      }
    }

    @Override
    public int classes() {
      return 2;
    }

    double at(double score) {
      int above = 0;
      int size = scores.size();
      int high = size;
      while (above < high) {
        int middle = (above + high) >>> 1;
        if (scores.get(middle) <= score) {
          above = middle + 1;
        } else {
          high = middle;
        }
      }
      if (above == 0) {
        return probabilities.getFirst();
      }
      if (above == size) {
        return probabilities.getLast();
      }
      double from = scores.get(above - 1);
      double part = (score - from) / (scores.get(above) - from);
      double low = probabilities.get(above - 1);
      return low + part * (probabilities.get(above) - low);
    }
  }

  /// Temperature scaling of several classes (Guo et al., arXiv:1706.04599): p_k is proportional to
  /// s_k^slope, the slope being one over the temperature.
  public record Temperature(double slope, int classes) implements CalibrationMap {
    public Temperature {
      finite(slope, slope);
      if (classes < 2) {
        throw new IllegalArgumentException("temperature of " + classes + " classes");
      }
    }
  }

  /// Map of each fold's scores, of a {@link FoldedPredictor}: an event in no fold has the mean of
  /// what all maps make of its score.
  ///
  /// @param folds {@value FoldedPredictor#LEAST} or more, of the same classes, none by folds itself
  public record ByFold(List<CalibrationMap> folds) implements CalibrationMap {
    public ByFold {
      folds = List.copyOf(folds);
      if (folds.size() < FoldedPredictor.LEAST || folds.size() > FoldedPredictor.MOST) {
        throw new IllegalArgumentException("calibration of " + folds.size() + " folds");
      }
      for (CalibrationMap fold : folds) {
        if (fold instanceof ByFold || fold.classes() != folds.getFirst().classes()) {
          throw new IllegalArgumentException("calibration of folds of different kinds");
        }
      }
    }

    @Override
    public int classes() {
      return folds.getFirst().classes();
    }
  }

  private static void finite(double a, double b) {
    if (!Double.isFinite(a) || !Double.isFinite(b)) {
      throw new IllegalArgumentException("calibration by " + a + ", " + b);
    }
  }

  /// Logit of a float32 probability: bounded, as those next to 0 and 1 are.
  public static double logit(double score) {
    double s = Math.clamp(score, LEAST, 1 - LEAST);
    return StrictMath.log(s / (1 - s));
  }

  /// Logarithm of a float32 probability, bounded below.
  public static double logarithm(double score) {
    return StrictMath.log(Math.max(LEAST, score));
  }

  /// The probabilities of events: of the signal, or of each class.
  ///
  /// @param scores `[events, outputs]`, row-major
  /// @return of the same shape; NaN for NaN
  /// @throws IllegalArgumentException where the map is one of folds
  public double[] probabilities(double[] scores) {
    return probabilities(scores, new int[0]);
  }

  /// The same, of events whose folds are known, where the map is one of folds.
  ///
  /// @param foldOf fold of each event, {@link FoldRule#NONE} where it is in none; not read where
  ///   the map is another
  /// @throws IllegalArgumentException where there are other folds, or more or fewer events
  public double[] probabilities(double[] scores, int[] foldOf) {
    return map instanceof ByFold(var folds) ? ofFolds(folds, scores, foldOf) : plain(scores);
  }

  private double[] ofFolds(List<CalibrationMap> folds, double[] scores, int[] foldOf) {
    int width = folds.getFirst() instanceof Temperature of ? of.classes : 1;
    if (foldOf.length * width != scores.length) {
      throw new IllegalArgumentException(
          "calibration by folds: expected the folds of "
              + (scores.length / width + " events, found " + foldOf.length));
    }
    double[] p = new double[scores.length];
    for (int f = 0; f < folds.size(); f++) {
      int fold = f;
      int[] at =
          IntStream.range(0, scores.length)
              .filter(i -> foldOf[i / width] == fold || foldOf[i / width] == FoldRule.NONE)
              .toArray();
      double[] own =
          new ScoreCalibration(folds.get(f), mixture)
              .plain(Arrays.stream(at).mapToDouble(i -> scores[i]).toArray());
      for (int i = 0; i < at.length; i++) {
        p[at[i]] += foldOf[at[i] / width] == fold ? own[i] : own[i] / folds.size();
      }
    }
    return p;
  }

  private double[] plain(double[] scores) {
    double[] p = new double[scores.length];
    double[] fraction = mixture.stream().mapToDouble(Double::doubleValue).toArray();
    switch (map) {
      case Platt platt -> {
        double shift = platt.offset + StrictMath.log(fraction[1] / fraction[0]);
        Arrays.setAll(p, i -> sigmoid(platt.slope * logit(scores[i]) + shift));
      }
      case Isotonic isotonic ->
          Arrays.setAll(
              p,
              i -> {
                double even = Double.isNaN(scores[i]) ? Double.NaN : isotonic.at(scores[i]);
                double signal = even * fraction[1];
                return signal / (signal + (1 - even) * fraction[0]);
              });
      case Temperature temperature -> softmax(temperature, fraction, scores, p);
      case ByFold _ -> throw new IllegalArgumentException("a calibration by folds needs folds");
    }
    for (int i = 0; i < p.length; i++) {
      p[i] = Double.isNaN(scores[i]) ? Double.NaN : p[i];
    }
    return p;
  }

  /// The probabilities as columns `probability`, or `probability_CLASS` for each of several
  /// classes.
  ///
  /// @param scores `[events, outputs]`, row-major
  /// @param foldOf as {@link #probabilities(double[], int[])} takes it
  public List<NumberColumn> columns(Task task, double[] scores, int[] foldOf) {
    double[] all = probabilities(scores, foldOf);
    List<String> names = task.scoreNames("probability");
    List<NumberColumn> columns = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      double[] one = new double[all.length / names.size()];
      int of = k;
      Arrays.setAll(one, i -> all[i * names.size() + of]);
      columns.add(NumberColumn.of(names.get(k), "", one));
    }
    return columns;
  }

  private static double sigmoid(double z) {
    double e = StrictMath.exp(-Math.abs(z));
    return z >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  private static void softmax(Temperature map, double[] fraction, double[] scores, double[] p) {
    int width = map.classes;
    double[] z = new double[width];
    for (int at = 0; at < scores.length; at += width) {
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < width; k++) {
        z[k] = map.slope * logarithm(scores[at + k]) + StrictMath.log(fraction[k]);
        most = Math.max(most, z[k]);
      }
      double sum = 0;
      for (int k = 0; k < width; k++) {
        p[at + k] = StrictMath.exp(z[k] - most);
        sum += p[at + k];
      }
      for (int k = 0; k < width; k++) {
        p[at + k] /= sum;
      }
    }
  }

  /// Description for a model file.
  Map<String, Object> describe() {
    Map<String, Object> json = describe(map);
    json.put("mixture", mixture);
    return json;
  }

  private static Map<String, Object> describe(CalibrationMap map) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (map) {
      case ByFold by -> {
        json.put("map", "folds");
        json.put("folds", by.folds.stream().map(ScoreCalibration::describe).toList());
      }
      case Platt platt -> {
        json.put("map", "platt");
        json.put("slope", platt.slope);
        json.put("offset", platt.offset);
      }
      case Isotonic isotonic -> {
        json.put("map", "isotonic");
        json.put("scores", isotonic.scores);
        json.put("probabilities", isotonic.probabilities);
      }
      case Temperature temperature -> {
        json.put("map", "temperature");
        json.put("slope", temperature.slope);
      }
    }
    return json;
  }

  /// The calibration that is described so.
  static ScoreCalibration restore(JsonObject json) {
    List<Double> mixture = json.numbers("mixture");
    return new ScoreCalibration(
        json.string("map").equals("folds")
            ? new ByFold(json.objects("folds").stream().map(of -> map(of, mixture.size())).toList())
            : map(json, mixture.size()),
        mixture);
  }

  private static CalibrationMap map(JsonObject json, int classes) {
    return switch (json.string("map")) {
      case "platt" -> new Platt(json.number("slope"), json.number("offset"));
      case "isotonic" -> new Isotonic(json.numbers("scores"), json.numbers("probabilities"));
      case "temperature" -> new Temperature(json.number("slope"), classes);
      default -> throw new IllegalArgumentException("a calibration by " + json.string("map"));
    };
  }
}

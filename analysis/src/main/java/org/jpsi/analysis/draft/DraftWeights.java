package org.jpsi.analysis.draft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.data.IdentifierColumns;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;

/// Suspected event weights of the events that an analysis is drafted for: columns with the name of
/// a weight and the values of one, which are finite, differ, and have a positive sum.
///
/// @param common the weight of all events
/// @param ofSample the weight of the events of a sample, by its number, where not all have one
/// @param values the weight of each event that was looked at
/// @param comments what is said of them
record DraftWeights(
    Optional<String> common,
    Map<Integer, String> ofSample,
    double[] values,
    List<String> comments) {
  private static final List<String> USUAL =
      List.of(
          "weight",
          "weights",
          "eventweight",
          "evtweight",
          "totalweight",
          "weightnominal",
          "mcweight",
          "genweight",
          "sampleweight",
          "w",
          "wt",
          "wgt");
  private static final List<String> VARIED = List.of("up", "down", "dn", "var", "sys", "syst");

  static DraftWeights of(DraftClasses classes) {
    List<DraftClasses.DraftSample> samples = classes.samples();
    List<String> candidates = candidates(samples);
    List<String> comments = new ArrayList<>();
    int rows = samples.stream().mapToInt(DraftClasses.DraftSample::rows).sum();
    double[] values = new double[rows];
    Arrays.fill(values, 1);
    Map<Integer, String> ofSample = new LinkedHashMap<>();
    Optional<String> common = Optional.empty();
    for (String name : candidates) {
      List<Integer> with = new ArrayList<>();
      for (int s = 0; s < samples.size(); s++) {
        if (samples.get(s).trees().stream().allMatch(tree -> tree.number(name).isPresent())) {
          with.add(s);
        }
      }
      double[] own = with.size() == samples.size() ? values(samples, with, name) : new double[0];
      boolean all = own.length == rows && isWeight(classes, own);
      if (all && common.isEmpty() && ofSample.isEmpty()) {
        common = Optional.of(name);
        values = own;
        comments.add(described(own) + ": a guess by its name, " + name);
      } else if (!all && common.isEmpty()) {
        for (int s : with) {
          double[] some = values(samples, List.of(s), name);
          if (!ofSample.containsKey(s) && with.size() < samples.size() && isWeight(some)) {
            ofSample.put(s, name);
            int first = samples.stream().limit(s).mapToInt(DraftClasses.DraftSample::rows).sum();
            System.arraycopy(some, 0, values, first, some.length);
            comments.add(described(some) + ", in this sample alone: a guess by its name, " + name);
          }
        }
      }
    }
    String chosen = common.orElse("");
    List<String> others =
        candidates.stream()
            .filter(name -> !ofSample.containsValue(name))
            .filter(name -> !chosen.equals(name))
            .toList();
    if (!others.isEmpty()) {
      comments.add(
          "also called a weight, and no feature: "
              + String.join(", ", others.subList(0, Math.min(8, others.size())))
              + (others.size() > 8 ? " and " + (others.size() - 8) + " more" : "")
              + "; multiply them where they are factors, as `weight: a * b`");
    }
    return new DraftWeights(common, ofSample, values, comments);
  }

  private static List<String> candidates(List<DraftClasses.DraftSample> samples) {
    List<String> names = new ArrayList<>();
    for (DraftClasses.DraftSample sample : samples) {
      for (EventTree tree : sample.trees()) {
        for (Column column : tree.flat()) {
          boolean called =
              IdentifierColumns.byName(column.name())
                  .equals(Optional.of(IdentifierColumns.Sign.NAME_OF_WEIGHT));
          if (called && tree.number(column.name()).isPresent() && !names.contains(column.name())) {
            names.add(column.name());
          }
        }
      }
    }
    return names.stream().sorted(java.util.Comparator.comparingInt(DraftWeights::rank)).toList();
  }

  private static int rank(String name) {
    List<String> words = NameWords.of(name);
    int usual = USUAL.indexOf(String.join("", words));
    boolean varied = words.stream().anyMatch(VARIED::contains);
    return usual >= 0 ? usual : varied ? 2 * USUAL.size() : USUAL.size();
  }

  private static double[] values(
      List<DraftClasses.DraftSample> samples, List<Integer> with, String name) {
    return with.stream()
        .flatMap(s -> samples.get(s).trees().stream())
        .flatMap(tree -> tree.number(name).stream())
        .flatMapToDouble(column -> Arrays.stream(column.toDoubles()))
        .toArray();
  }

  private static boolean isWeight(double[] values) {
    double sum = 0;
    boolean differ = false;
    for (double w : values) {
      sum += w;
      differ |= w != values[0];
    }
    return values.length > 0 && differ && sum > 0 && Double.isFinite(sum);
  }

  private static boolean isWeight(DraftClasses classes, double[] values) {
    int[] of = classes.classOf();
    double[] sums = new double[classes.trained().size()];
    for (int i = 0; i < values.length; i++) {
      sums[of[i]] += values[i];
    }
    return isWeight(values) && Arrays.stream(sums).allMatch(sum -> sum > 0);
  }

  private static String described(double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    double mean = Arrays.stream(values).average().orElse(0);
    long negative = Arrays.stream(values).filter(w -> w < 0).count();
    return String.format(
        Locale.ROOT,
        "from %.4g to %.4g, %.4g in the mean%s",
        low,
        high,
        mean,
        negative == 0
            ? ""
            : String.format(
                Locale.ROOT, ", %.1f %% negative", 100.0 * negative / Math.max(1, values.length)));
  }

  /// Whether a column is taken as a weight.
  boolean uses(NumberColumn column) {
    return common.equals(Optional.of(column.name())) || ofSample.containsValue(column.name());
  }
}

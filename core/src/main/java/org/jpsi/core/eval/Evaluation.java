package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import org.jpsi.core.eval.Overtraining.Gap;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// All figures of merit of one run, worked out once: what `metrics.json` and the report tell.
/// Histograms of single events, of which there are many and none decides anything, are worked out
/// when they are asked for.
///
/// @param history of the training
/// @param parts TRAIN, and VALIDATION and TEST where there are any, in this order
/// @param summaries the figures of each part
/// @param judged the part that says how good the model is: TEST, or what there is instead
/// @param rocs per score of the judged part, of the class it looks for; empty where that class or
///   the rest is not there
/// @param trainRocs the same for training events
/// @param distances between train and judged part, per class, of the class's own score; none where
///   the training events judge themselves
/// @param cuts binary only
/// @param confusion classification only, of the judged part
/// @param regressions per target of the judged part
/// @param overtraining whether it learned too little, too much or enough
public record Evaluation(
    Task task,
    History history,
    List<ScoredEvents> parts,
    SequencedMap<Part, PartMetrics> summaries,
    ScoredEvents judged,
    List<Optional<Roc>> rocs,
    List<Optional<Roc>> trainRocs,
    List<Optional<KolmogorovSmirnov>> distances,
    Optional<CutScan> cuts,
    Optional<ConfusionMatrix> confusion,
    List<RegressionMetrics> regressions,
    Overtraining overtraining) {
  // Fewer background events than this, and a rejection is left to chance.
  private static final double BACKGROUND = 10;
  private static final int CUTS = 200;
  private static final int SCORE_BINS = 40;
  private static final int RESIDUAL_BINS = 50;
  private static final int PREDICTION_BINS = 60;

  /// @param parts TRAIN first
  /// @throws IllegalArgumentException where there is no training part, the scores are not as many
  ///   as the task has, or one is not finite
  public static Evaluation of(Task task, List<ScoredEvents> parts, History history) {
    demand(task, parts);
    ScoredEvents train = parts.getFirst();
    // They stand in the order of the parts: the last is the furthest from training.
    ScoredEvents judged = parts.getLast();
    Map<Part, List<RegressionMetrics>> qualities = new EnumMap<>(Part.class);
    SequencedMap<Part, PartMetrics> summaries = new LinkedHashMap<>();
    for (ScoredEvents part : parts) {
      List<RegressionMetrics> quality = part.regressions(task);
      qualities.put(part.part(), quality);
      summaries.put(part.part(), part.summary(task, quality));
    }
    boolean alone = judged.part() == Part.TRAIN;
    List<Optional<Roc>> rocs = rocs(task, judged);
    Optional<Gap> gap = alone ? Optional.empty() : gap(task, summaries, qualities, judged.part());
    return new Evaluation(
        task,
        history,
        List.copyOf(parts),
        summaries,
        judged,
        rocs,
        alone ? rocs : rocs(task, train),
        alone ? List.of() : distances(task, train, judged),
        cuts(task, parts, judged),
        confusion(task, judged),
        qualities.getOrDefault(judged.part(), List.of()),
        Overtraining.assess(
            gap,
            LossCurve.of(
                history.epochs().stream().mapToDouble(Epoch::validationLoss).toArray(),
                history.bestEpoch()),
            alone ? List.of() : biases(task, judged, qualities)));
  }

  /// The figures of each part alone: of a model beside the one that is reported.
  public static SequencedMap<Part, PartMetrics> summaries(Task task, List<ScoredEvents> parts) {
    demand(task, parts);
    SequencedMap<Part, PartMetrics> summaries = new LinkedHashMap<>();
    for (ScoredEvents part : parts) {
      summaries.put(part.part(), part.summary(task, part.regressions(task)));
    }
    return summaries;
  }

  private static void demand(Task task, List<ScoredEvents> parts) {
    if (parts.isEmpty() || parts.getFirst().part() != Part.TRAIN) {
      throw new IllegalArgumentException("no training part, or not the first");
    }
    for (int p = 0; p < parts.size(); p++) {
      ScoredEvents part = parts.get(p);
      if (p > 0 && part.part().compareTo(parts.get(p - 1).part()) <= 0) {
        throw new IllegalArgumentException(
            "expected parts in their order, found " + parts.get(p - 1).part() + ", " + part.part());
      }
      if (part.scores().length != task.width()) {
        throw new IllegalArgumentException(
            part.part().id()
                + ": expected "
                + task.width()
                + " scores per event, found "
                + part.scores().length);
      }
    }
  }

  /// The class that score number `score` looks for.
  public static int label(Task task, int score) {
    return task instanceof Task.Binary ? Task.Binary.SIGNAL : score;
  }

  public ScoredEvents train() {
    return parts.getFirst();
  }

  /// Whether there are no events but those of the training.
  public boolean alone() {
    return judged.part() == Part.TRAIN;
  }

  /// The figures of the judged part.
  public PartMetrics summary() {
    return summaries.getOrDefault(judged.part(), summaries.firstEntry().getValue());
  }

  /// Of all events, how many percent have a negative weight.
  public double percentNegative() {
    long negative = 0;
    long events = 0;
    for (ScoredEvents part : parts) {
      events += part.events();
      for (double w : part.weight()) {
        negative += w < 0 ? 1 : 0;
      }
    }
    return events == 0 ? 0 : 100.0 * negative / events;
  }

  /// The lowest background efficiency at which a score's ROC says more than chance: that of ten
  /// events of the judged part.
  public double leastBackground(int score) {
    int one = label(task, score);
    int rest = 0;
    for (int label : judged.label()) {
      rest += label == one ? 0 : 1;
    }
    return BACKGROUND / Math.max(1, rest);
  }

  /// A score in two groups of events: the rest, and the class that it looks for.
  public Distributions scores(int score) {
    Binning binning = new Binning(0, 1, SCORE_BINS);
    return new Distributions(
        binning,
        scores(train(), binning, score),
        alone() ? List.of() : scores(judged, binning, score));
  }

  private List<Optional<Histogram>> scores(ScoredEvents part, Binning binning, int score) {
    int one = label(task, score);
    int[] label = part.label();
    List<IntPredicate> groups = List.of(i -> label[i] != one, i -> label[i] == one);
    return Distributions.of(binning, i -> part.scores()[score][i], part.weight(), groups);
  }

  /// Predicted minus true of target `t`, in one group.
  public Distributions residuals(int t) {
    Binning binning = Binning.round(judged.events(), i -> judged.residual(t, i), RESIDUAL_BINS);
    return new Distributions(
        binning,
        residuals(train(), binning, t),
        alone() ? List.of() : residuals(judged, binning, t));
  }

  private static List<Optional<Histogram>> residuals(ScoredEvents part, Binning binning, int t) {
    return Distributions.of(binning, i -> part.residual(t, i), part.weight(), List.of(_ -> true));
  }

  /// True values of target `t` across, predicted ones up, of the judged part.
  public Histogram2D predictions(int t) {
    float[] truth = judged.target()[t];
    float[] predicted = judged.scores()[t];
    Binning binning = Binning.round(judged.events(), i -> truth[i], PREDICTION_BINS);
    return Histogram2D.of(binning, binning, i -> truth[i], i -> predicted[i], judged.weight());
  }

  private static List<Overtraining.Bias> biases(
      Task task, ScoredEvents judged, Map<Part, List<RegressionMetrics>> qualities) {
    List<Overtraining.Bias> biases = new ArrayList<>();
    List<RegressionMetrics> all = qualities.getOrDefault(judged.part(), List.of());
    for (int t = 0; t < all.size(); t++) {
      RegressionMetrics q = all.get(t);
      String target = ((Task.Regression) task).targets().get(t).name();
      biases.add(new Overtraining.Bias(target, q.bias(), q.biasError(), q.rmse()));
    }
    return biases;
  }

  private static List<Optional<Roc>> rocs(Task task, ScoredEvents part) {
    return part.oneVsRest(task).stream().map(OneVsRest::roc).toList();
  }

  private static Optional<Gap> gap(
      Task task,
      Map<Part, PartMetrics> summaries,
      Map<Part, List<RegressionMetrics>> qualities,
      Part other) {
    if (task instanceof Task.Regression) {
      // Of several targets the one with the largest gap speaks.
      Gap worst = null;
      List<RegressionMetrics> train = qualities.getOrDefault(Part.TRAIN, List.of());
      List<RegressionMetrics> test = qualities.getOrDefault(other, List.of());
      for (int t = 0; t < Math.min(train.size(), test.size()); t++) {
        RegressionMetrics a = train.get(t);
        RegressionMetrics b = test.get(t);
        Gap gap =
            new Gap(
                "RMSE",
                false,
                b.spread(),
                other.id(),
                a.rmse(),
                a.rmseError(),
                b.rmse(),
                b.rmseError());
        if (worst == null || gap.relative() > worst.relative()) {
          worst = gap;
        }
      }
      return Optional.ofNullable(worst);
    }
    PartMetrics train = summaries.get(Part.TRAIN);
    PartMetrics test = summaries.get(other);
    if (train == null
        || test == null
        || train.figure("auc").isEmpty()
        || test.figure("auc").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Gap(
            "AUC",
            true,
            0.5,
            other.id(),
            train.figure("auc").getAsDouble(),
            train.figure("auc_error").orElse(Double.NaN),
            test.figure("auc").getAsDouble(),
            test.figure("auc_error").orElse(Double.NaN)));
  }

  private static List<Optional<KolmogorovSmirnov>> distances(
      Task task, ScoredEvents train, ScoredEvents test) {
    List<Optional<KolmogorovSmirnov>> distances = new ArrayList<>();
    for (int c = 0; c < task.classNames().size(); c++) {
      double[] a = train.scoresOf(task, c);
      double[] b = test.scoresOf(task, c);
      double[] wa = train.weightsOf(c);
      double[] wb = test.weightsOf(c);
      distances.add(
          PartMetrics.sum(wa) > 0 && PartMetrics.sum(wb) > 0
              ? Optional.of(KolmogorovSmirnov.of(a, wa, b, wb))
              : Optional.empty());
    }
    return distances;
  }

  private static Optional<CutScan> cuts(Task task, List<ScoredEvents> parts, ScoredEvents judged) {
    if (!(task instanceof Task.Binary)) {
      return Optional.empty();
    }
    OneVsRest signal = judged.oneVsRest(task).getFirst();
    if (!Auc.defined(signal.signal(), signal.weight())) {
      return Optional.empty();
    }
    return Optional.of(
        CutScan.of(
            signal.score(),
            signal.signal(),
            signal.weight(),
            scale(parts, judged, signal.label()),
            scale(parts, judged, 1 - signal.label()),
            CUTS));
  }

  /// The weight of a class in all parts over that in this one.
  private static double scale(List<ScoredEvents> parts, ScoredEvents part, int one) {
    double all = 0;
    for (ScoredEvents each : parts) {
      all += PartMetrics.sum(each.weightsOf(one));
    }
    return all / PartMetrics.sum(part.weightsOf(one));
  }

  private static Optional<ConfusionMatrix> confusion(Task task, ScoredEvents judged) {
    if (task instanceof Task.Regression || !(PartMetrics.sum(judged.weight()) > 0)) {
      return Optional.empty();
    }
    int classes = task.classNames().size();
    return Optional.of(
        ConfusionMatrix.of(judged.predicted(task), judged.label(), judged.weight(), classes));
  }
}

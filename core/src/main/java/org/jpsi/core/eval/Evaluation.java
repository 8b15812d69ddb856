package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jpsi.core.histogram.Binning;
import org.jpsi.core.histogram.Histogram;
import org.jpsi.core.histogram.Histogram2D;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Evaluation of one model: all metrics of a run, computed once, for `metrics.json` and the report.
/// Histograms are computed on request.
///
/// @param history of the training
/// @param parts TRAIN, and VALIDATION and TEST where there are any, in this order
/// @param metrics the metrics of each part
/// @param evaluated the part that the model is evaluated on: TEST; without test events VALIDATION;
///   without those TRAIN, and of an ensemble its events as their members held them out
/// @param rocs one-vs-rest ROC curve of each score on the evaluated part; empty where the score's
///   class or the rest is absent
/// @param trainRocs the same for training events; of an ensemble for the held-out ones
/// @param ksTests Kolmogorov-Smirnov test per class, of the class's own score in training against
///   the evaluated part, of an ensemble each scored by one member; none where that is the training
///   part
/// @param cuts scan of the cut on the score of the evaluated part; binary only
/// @param confusion confusion matrix of the evaluated part; classification only
/// @param regressions metrics per target of the evaluated part; regression only
/// @param overtraining diagnosis of under- and overtraining
/// @param members figures of an ensemble's members; the scores of its training part are each those
///   of one member that was trained on the event then
/// @param comparison with another learner, where it was asked for
/// @param failures metrics that could not be computed, which costs no other; none in a sound run
public record Evaluation(
    Task task,
    History history,
    List<ScoredEvents> parts,
    SequencedMap<Part, PartMetrics> metrics,
    ScoredEvents evaluated,
    List<Optional<Roc>> rocs,
    List<Optional<Roc>> trainRocs,
    List<Optional<KolmogorovSmirnov>> ksTests,
    Optional<CutScan> cuts,
    Optional<ConfusionMatrix> confusion,
    List<RegressionMetrics> regressions,
    Overtraining overtraining,
    Optional<MemberFigures> members,
    Optional<ReferenceComparison> comparison,
    List<FailedMetric> failures) {
  // With fewer background events, statistical fluctuations dominate the efficiency.
  private static final double MIN_BACKGROUND = 10;
  private static final int CUTS = 200;
  private static final int SCORE_BINS = 40;
  private static final int RESIDUAL_BINS = 50;
  private static final int PREDICTION_BINS = 60;

  public Evaluation {
    failures = List.copyOf(failures);
  }

  /// Evaluates a model. A metric that fails is among the {@link #failures()}.
  ///
  /// @param parts TRAIN first
  /// @throws IllegalArgumentException where there is no training part, or the number of scores is
  ///   not that of the task
  public static Evaluation of(Task task, List<ScoredEvents> parts, History history) {
    return of(task, parts, history, Optional.empty());
  }

  /// As {@link #of(Task, List, History)}; of an ensemble with the scores of its members, and each
  /// training event scored by one of them that was trained on it.
  public static Evaluation of(
      Task task, List<ScoredEvents> parts, History history, Optional<MemberScores> scores) {
    return of(task, parts, history, scores, false);
  }

  /// The evaluation of folds: every part has all events, each scored by a fold in which it is of
  /// that part. There is no Kolmogorov-Smirnov test: the parts are not independent.
  public static Evaluation pooled(
      Task task, List<ScoredEvents> parts, History history, Optional<MemberScores> scores) {
    return of(task, parts, history, scores, true);
  }

  private static Evaluation of(
      Task task,
      List<ScoredEvents> parts,
      History history,
      Optional<MemberScores> scores,
      boolean pooled) {
    demand(task, parts);
    ScoredEvents train = parts.getFirst();
    boolean trainingOnly = parts.size() == 1;
    ScoredEvents heldOut = scores.map(MemberScores::heldOut).orElse(train);
    // Parts are in order: the last one is least used in training.
    ScoredEvents evaluated = trainingOnly ? heldOut : parts.getLast();
    List<ScoredEvents> whole = pooled ? List.of(evaluated) : parts;
    MetricGuard guard = new MetricGuard();
    Map<Part, List<RegressionMetrics>> regressions = new EnumMap<>(Part.class);
    SequencedMap<Part, PartMetrics> metrics = metrics(task, parts, guard, regressions);
    Optional<MemberFigures> members = scores.map(s -> MemberFigures.of(task, s, evaluated, guard));
    List<Optional<Roc>> rocs = rocs(task, evaluated, guard);
    ScoredEvents single = scores.flatMap(MemberScores::single).orElse(evaluated);
    Diagnosis diagnosis =
        new Diagnosis(task, history, train, evaluated, metrics, regressions, members);
    Evaluation found =
        new Evaluation(
            task,
            history,
            List.copyOf(parts),
            metrics,
            evaluated,
            rocs,
            trainingOnly ? rocs : rocs(task, heldOut, guard),
            trainingOnly || pooled ? List.of() : ksTests(task, train, single, guard),
            // Held-out events choose no cut: they are of one member.
            trainingOnly && members.isPresent()
                ? Optional.empty()
                : guard.orElse(Optional.empty(), "cut scan", () -> cuts(task, whole, evaluated)),
            guard.orElse(Optional.empty(), "confusion matrix", () -> evaluated.confusion(task)),
            evaluated == heldOut && members.isPresent()
                ? guard.orElse(List.of(), "residuals", () -> heldOut.regressions(task))
                : regressions.getOrDefault(evaluated.part(), List.of()),
            guard.orElse(
                Overtraining.UNKNOWN, "diagnosis of overtraining", () -> diagnosis.overtraining()),
            members,
            Optional.empty(),
            guard.failures());
    return found.with(found.overtraining);
  }

  /// The same evaluation with another diagnosis; undecided where it is that of a good training, but
  /// the events are too few to measure its metric.
  public Evaluation with(Overtraining diagnosis) {
    return with(MetricPrecision.judge(this, diagnosis), comparison);
  }

  /// The same evaluation, compared with another learner.
  public Evaluation with(ReferenceComparison other) {
    return with(overtraining, Optional.of(other));
  }

  private Evaluation with(Overtraining diagnosis, Optional<ReferenceComparison> compared) {
    return new Evaluation(
        task,
        history,
        parts,
        metrics,
        evaluated,
        rocs,
        trainRocs,
        ksTests,
        cuts,
        confusion,
        regressions,
        diagnosis,
        members,
        compared,
        failures);
  }

  /// The metrics of each part alone, without the rest of an evaluation.
  ///
  /// @param failed is told of those that could not be computed; they are left out
  public static SequencedMap<Part, PartMetrics> metrics(
      Task task, List<ScoredEvents> parts, Consumer<FailedMetric> failed) {
    demand(task, parts);
    MetricGuard guard = new MetricGuard();
    SequencedMap<Part, PartMetrics> metrics =
        metrics(task, parts, guard, new EnumMap<>(Part.class));
    guard.failures().forEach(failed);
    return metrics;
  }

  private static SequencedMap<Part, PartMetrics> metrics(
      Task task,
      List<ScoredEvents> parts,
      MetricGuard guard,
      Map<Part, List<RegressionMetrics>> regressions) {
    SequencedMap<Part, PartMetrics> metrics = new LinkedHashMap<>();
    for (ScoredEvents part : parts) {
      String name = "metrics of " + part.part().id() + " events";
      List<RegressionMetrics> regression =
          guard.orElse(List.of(), "residual " + name, () -> part.regressions(task));
      regressions.put(part.part(), regression);
      metrics.put(
          part.part(), guard.orElse(part.lossAlone(), name, () -> part.metrics(task, regression)));
    }
    return metrics;
  }

  private static void demand(Task task, List<ScoredEvents> parts) {
    if (parts.isEmpty() || parts.getFirst().part() != Part.TRAIN) {
      throw new IllegalArgumentException("expected the training part first");
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

  /// The positive class of score number `score`.
  public static int label(Task task, int score) {
    return task instanceof Task.Binary ? Task.Binary.SIGNAL : score;
  }

  /// The training part.
  public ScoredEvents train() {
    return parts.getFirst();
  }

  /// Whether there are training events only.
  public boolean trainingOnly() {
    return evaluated.part() == Part.TRAIN;
  }

  /// The metrics of the evaluated part.
  public PartMetrics evaluatedMetrics() {
    if (trainingOnly() && members.isPresent()) {
      return members.get().heldOut();
    }
    return metrics.getOrDefault(evaluated.part(), metrics.firstEntry().getValue());
  }

  /// Percentage of all events that have a negative weight.
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

  /// The smallest background efficiency at which the ROC of a score is statistically meaningful:
  /// that of ten background events of the evaluated part.
  public double minBackgroundEfficiency(int score) {
    int one = label(task, score);
    int rest = 0;
    for (int label : evaluated.label()) {
      rest += label == one ? 0 : 1;
    }
    return MIN_BACKGROUND / Math.max(1, rest);
  }

  /// Distributions of a score in two groups of events: the rest, and its positive class. Of an
  /// ensemble both are of one member, so that nothing but overtraining makes them differ.
  public Distributions scores(int score) {
    Binning binning = new Binning(0, 1, SCORE_BINS);
    return new Distributions(
        binning,
        scores(train(), binning, score),
        compared().map(other -> scores(other, binning, score)).orElse(List.of()));
  }

  /// Distributions of a score of the evaluated part, by what is kept, as those of its group.
  public Distributions evaluatedScores(int score) {
    Binning binning = new Binning(0, 1, SCORE_BINS);
    List<Optional<Histogram>> found = scores(evaluated, binning, score);
    return new Distributions(binning, found, found);
  }

  /// The events that are compared with training events, scored as those are.
  private Optional<ScoredEvents> compared() {
    return members.isPresent()
        ? members.get().scores().single().or(() -> members.map(m -> m.scores().heldOut()))
        : Optional.of(evaluated).filter(_ -> !trainingOnly());
  }

  private List<Optional<Histogram>> scores(ScoredEvents part, Binning binning, int score) {
    int one = label(task, score);
    int[] label = part.label();
    List<IntPredicate> groups = List.of(i -> label[i] != one, i -> label[i] == one);
    return Distributions.of(binning, i -> part.scores()[score][i], part.weight(), groups);
  }

  /// Distribution of the residual of target `t`, predicted minus true, in one group; as those of
  /// {@link #scores}.
  public Distributions residuals(int t) {
    Binning binning = residualBinning(t);
    return new Distributions(
        binning,
        residuals(train(), binning, t),
        compared().map(other -> residuals(other, binning, t)).orElse(List.of()));
  }

  /// Distribution of the residual of target `t` of the evaluated part, by what is kept.
  public Distributions evaluatedResiduals(int t) {
    Binning binning = residualBinning(t);
    List<Optional<Histogram>> found = residuals(evaluated, binning, t);
    return new Distributions(binning, found, found);
  }

  private Binning residualBinning(int t) {
    return Binning.round(evaluated.events(), i -> evaluated.residual(t, i), RESIDUAL_BINS);
  }

  private static List<Optional<Histogram>> residuals(ScoredEvents part, Binning binning, int t) {
    return Distributions.of(binning, i -> part.residual(t, i), part.weight(), List.of(_ -> true));
  }

  /// Predicted (y) against true (x) values of target `t` of the evaluated part.
  public Histogram2D predictions(int t) {
    double[] truth = evaluated.target()[t];
    double[] predicted = evaluated.scores()[t];
    Binning binning = Binning.round(evaluated.events(), i -> truth[i], PREDICTION_BINS);
    return Histogram2D.of(binning, binning, i -> truth[i], i -> predicted[i], evaluated.weight());
  }

  private static List<Optional<Roc>> rocs(Task task, ScoredEvents part, MetricGuard guard) {
    List<OneVsRest> scores = part.oneVsRest(task);
    return guard.orElse(
        none(scores.size()),
        "ROC curves of " + part.part().id() + " events",
        () -> scores.stream().map(OneVsRest::roc).toList());
  }

  private static <T> List<Optional<T>> none(int count) {
    return Collections.nCopies(count, Optional.empty());
  }

  private static List<Optional<KolmogorovSmirnov>> ksTests(
      Task task, ScoredEvents train, ScoredEvents test, MetricGuard guard) {
    return guard.orElse(
        none(task.classNames().size()),
        "Kolmogorov-Smirnov tests",
        () -> ksTests(task, train, test));
  }

  private static List<Optional<KolmogorovSmirnov>> ksTests(
      Task task, ScoredEvents train, ScoredEvents test) {
    List<Optional<KolmogorovSmirnov>> tests = new ArrayList<>();
    for (int c = 0; c < task.classNames().size(); c++) {
      double[] a = train.scoresOf(task, c);
      double[] b = test.scoresOf(task, c);
      double[] wa = train.weightsOf(c);
      double[] wb = test.weightsOf(c);
      tests.add(
          PartMetrics.sum(wa) > 0 && PartMetrics.sum(wb) > 0
              ? Optional.of(KolmogorovSmirnov.of(a, wa, b, wb))
              : Optional.empty());
    }
    return tests;
  }

  private static Optional<CutScan> cuts(
      Task task, List<ScoredEvents> parts, ScoredEvents evaluated) {
    if (!(task instanceof Task.Binary)) {
      return Optional.empty();
    }
    OneVsRest signal = evaluated.oneVsRest(task).getFirst();
    if (!Auc.defined(signal.signal(), signal.weight())) {
      return Optional.empty();
    }
    return Optional.of(
        CutScan.of(
            signal.score(),
            signal.signal(),
            signal.weight(),
            scale(parts, evaluated, signal.label()),
            scale(parts, evaluated, 1 - signal.label()),
            CUTS));
  }

  /// The sum of weights of a class in all parts over that in this part.
  private static double scale(List<ScoredEvents> parts, ScoredEvents part, int one) {
    double all = 0;
    for (ScoredEvents each : parts) {
      all += PartMetrics.sum(each.weightsOf(one));
    }
    return all / PartMetrics.sum(part.weightsOf(one));
  }
}

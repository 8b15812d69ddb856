package org.jpsi.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jpsi.core.eval.Auc;
import org.jpsi.core.eval.Binning;
import org.jpsi.core.eval.Confusion;
import org.jpsi.core.eval.CutScan;
import org.jpsi.core.eval.Distance;
import org.jpsi.core.eval.LossCourse;
import org.jpsi.core.eval.Overtraining;
import org.jpsi.core.eval.Overtraining.Gap;
import org.jpsi.core.eval.RegressionQuality;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.eval.Summary;

/// All figures of merit of a run, worked out once.
///
/// @param judged the part that says how good the network is: TEST, or what there is instead
/// @param rocs per class of the judged part (binary: one, of the signal); empty where a class is
///   not there
/// @param trainRocs the same for training events
/// @param distances between train and judged part, per class, of the class's own score
/// @param cuts binary only
/// @param confusion classification only, of the judged part
/// @param regressions per target of the judged part
record Evaluation(
    SequencedMap<Part.Name, Summary> summaries,
    Part judged,
    List<Optional<Roc>> rocs,
    List<Optional<Roc>> trainRocs,
    List<Optional<Distance>> distances,
    Optional<CutScan> cuts,
    Optional<Confusion> confusion,
    List<RegressionQuality> regressions,
    Overtraining overtraining) {
  private static final int CUTS = 200;

  static Evaluation of(RunReport run) {
    Part train = run.parts().getFirst();
    Part judged = run.part(Part.Name.TEST).or(() -> run.part(Part.Name.VALIDATION)).orElse(train);
    Map<Part.Name, List<RegressionQuality>> qualities = new EnumMap<>(Part.Name.class);
    SequencedMap<Part.Name, Summary> summaries = new LinkedHashMap<>();
    for (Part part : run.parts()) {
      List<RegressionQuality> quality = Truth.regressions(run.task(), part);
      qualities.put(part.name(), quality);
      summaries.put(part.name(), Truth.summary(run.task(), part, quality));
    }
    boolean alone = judged.name() == Part.Name.TRAIN;
    List<Optional<Roc>> rocs = rocs(run.task(), judged);
    List<Optional<Roc>> trainRocs = alone ? rocs : rocs(run.task(), train);
    Optional<Gap> gap =
        alone ? Optional.empty() : gap(run.task(), summaries, qualities, judged.name());
    return new Evaluation(
        summaries,
        judged,
        rocs,
        trainRocs,
        alone ? List.of() : distances(run.task(), train, judged),
        cuts(run, judged),
        confusion(run.task(), judged),
        qualities.getOrDefault(judged.name(), List.of()),
        Overtraining.judge(
            gap,
            course(run.learning()),
            alone ? List.of() : biases(run.task(), judged, qualities)));
  }

  Summary summary() {
    return summaries.getOrDefault(judged.name(), summaries.firstEntry().getValue());
  }

  private static List<Overtraining.Bias> biases(
      Task task, Part judged, Map<Part.Name, List<RegressionQuality>> qualities) {
    List<Overtraining.Bias> biases = new ArrayList<>();
    List<RegressionQuality> all = qualities.getOrDefault(judged.name(), List.of());
    for (int t = 0; t < all.size(); t++) {
      RegressionQuality q = all.get(t);
      String target = ((Task.Regression) task).targets().get(t).name();
      biases.add(new Overtraining.Bias(target, q.bias(), q.biasError(), q.rmse()));
    }
    return biases;
  }

  private static LossCourse course(RunReport.Learning learning) {
    double[] losses =
        learning.epochs().stream().mapToDouble(RunReport.Epoch::validationLoss).toArray();
    return LossCourse.of(losses, learning.best());
  }

  private static List<Optional<Roc>> rocs(Task task, Part part) {
    List<Optional<Roc>> rocs = new ArrayList<>();
    for (Truth.Question question : Truth.questions(task, part)) {
      boolean defined = Auc.defined(question.is(), part.weight());
      rocs.add(
          defined
              ? Optional.of(Roc.of(question.score(), question.is(), part.weight()))
              : Optional.empty());
    }
    return rocs;
  }

  private static Optional<Gap> gap(
      Task task,
      Map<Part.Name, Summary> summaries,
      Map<Part.Name, List<RegressionQuality>> qualities,
      Part.Name other) {
    if (task instanceof Task.Regression) {
      // Of several targets the one with the largest gap speaks.
      Gap worst = null;
      List<RegressionQuality> train = qualities.getOrDefault(Part.Name.TRAIN, List.of());
      List<RegressionQuality> test = qualities.getOrDefault(other, List.of());
      for (int t = 0; t < Math.min(train.size(), test.size()); t++) {
        RegressionQuality a = train.get(t);
        RegressionQuality b = test.get(t);
        Gap gap =
            new Gap(
                "RMSE",
                false,
                b.spread(),
                other.word(),
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
    Summary train = summaries.get(Part.Name.TRAIN);
    Summary test = summaries.get(other);
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
            other.word(),
            train.figure("auc").getAsDouble(),
            train.figure("auc_error").orElse(Double.NaN),
            test.figure("auc").getAsDouble(),
            test.figure("auc_error").orElse(Double.NaN)));
  }

  private static List<Optional<Distance>> distances(Task task, Part train, Part test) {
    List<Optional<Distance>> distances = new ArrayList<>();
    for (int c = 0; c < task.classNames().size(); c++) {
      double[] a = Truth.scores(task, train, c);
      double[] b = Truth.scores(task, test, c);
      double[] wa = Truth.weights(train, c);
      double[] wb = Truth.weights(test, c);
      distances.add(
          Truth.sum(wa) > 0 && Truth.sum(wb) > 0
              ? Optional.of(Distance.of(a, wa, b, wb))
              : Optional.empty());
    }
    return distances;
  }

  private static Optional<CutScan> cuts(RunReport run, Part judged) {
    if (!(run.task() instanceof Task.Binary binary)) {
      return Optional.empty();
    }
    boolean[] signal = Truth.is(judged, binary.signal());
    if (!Auc.defined(signal, judged.weight())) {
      return Optional.empty();
    }
    double[] score = Truth.wide(judged.outputs()[0]);
    return Optional.of(
        CutScan.of(
            score,
            signal,
            judged.weight(),
            Truth.scale(run, judged, binary.signal()),
            Truth.scale(run, judged, 1 - binary.signal()),
            CUTS));
  }

  private static Optional<Confusion> confusion(Task task, Part judged) {
    if (task instanceof Task.Regression || !(Truth.sum(judged.weight()) > 0)) {
      return Optional.empty();
    }
    int classes = task.classNames().size();
    return Optional.of(
        Confusion.of(Truth.predicted(task, judged), judged.label(), judged.weight(), classes));
  }

  /// Bins of a target, for its profile and for the picture of prediction against truth.
  static Binning bins(Part part, int target) {
    return Binning.round(part.events(), i -> part.target()[target][i], 25);
  }
}

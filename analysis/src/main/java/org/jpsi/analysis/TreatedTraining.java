package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.SampleOrigin;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.ClassWeights;
import org.jpsi.analysis.file.NegativeWeights;
import org.jpsi.analysis.file.NegativeWeights.Treatment;
import org.jpsi.analysis.file.QuickNetwork;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.analysis.weights.SignClassifier;
import org.jpsi.analysis.weights.SignedEvents;
import org.jpsi.analysis.weights.WeightTreatments;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.eval.FeatureClosure;
import org.jpsi.core.eval.NegativeWeightFigures;
import org.jpsi.core.eval.NegativeWeightFigures.Worst;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.NonNegativeRisk;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Weights of all events as a training has them, where negative ones are treated.
///
/// @param how the treatment
/// @param weights of all events
/// @param figures of the treatment; empty where weights are as they are
/// @param all treatments that are compared, that of the training included; none where none are
record TreatedTraining(
    Treatment how, double[] weights, Optional<NegativeWeightFigures> figures, List<Treated> all) {

  /// One treatment of several.
  ///
  /// @param weights of all events; empty where the treatment is not possible
  /// @param reason why it is not
  /// @param worst closure
  record Treated(Treatment how, Optional<double[]> weights, String reason, Optional<Worst> worst) {}

  /// The weights that the analysis wants.
  ///
  /// @param classWeights of the training
  static TreatedTraining of(
      AnalysisWithSource source,
      AnalysisFile file,
      ClassWeights classWeights,
      EventSetBuilder.PreparedEvents prepared,
      Loss loss,
      Warnings warnings) {
    NegativeWeights wanted = file.negativeWeights();
    EventSet events = prepared.events();
    if (wanted.equals(NegativeWeights.KEEP)) {
      return new TreatedTraining(Treatment.KEEP, events.weight(), Optional.empty(), List.of());
    }
    List<String> samples = events.samples().stream().map(SampleOrigin::name).toList();
    int[] rows = IntStream.range(0, events.events()).toArray();
    SignedEvents signed =
        new SignedEvents(
            events.weight(), events.part(), events.samplesOf(rows), samples, events.groups());
    if (!signed.isSigned()) {
      warnings.add(
          "`negativeWeights: " + wanted.how().id() + "` changes nothing: no weight is negative");
      return new TreatedTraining(Treatment.KEEP, events.weight(), Optional.empty(), List.of());
    }
    Supplier<SignClassifier.Signs> signs =
        once(
            () -> classifier(source, file, classWeights, prepared, signed, loss, warnings).signs());
    WeightTreatments treatments =
        new WeightTreatments(signed, source.where("negativeWeights"), signs);
    WeightTreatments.TreatedWeights own = treatments.of(wanted.how());
    NegativeWeightFigures figures =
        new NegativeWeightFigures(
            wanted.how().id(),
            events.classes(),
            own.samples(),
            closure(events, own.weights()),
            List.of());
    if (wanted.how().changes()) {
      warnings.add(words(figures));
    }
    List<Treated> all = new ArrayList<>();
    for (Treatment each : wanted.compare() ? Treatment.values() : new Treatment[0]) {
      all.add(
          each == wanted.how()
              ? new Treated(each, Optional.of(own.weights()), "", figures.worst())
              : other(treatments, each, events));
    }
    return new TreatedTraining(wanted.how(), own.weights(), Optional.of(figures), all);
  }

  /// Whether the training has weights that are not the physical ones.
  boolean isChanged() {
    return how.changes();
  }

  /// The loss that is minimized.
  Loss minimized(Loss loss, Task task) {
    return how == Treatment.NONNEGATIVE
        ? new NonNegativeRisk(loss, Math.max(1, task.classNames().size()))
        : loss;
  }

  private static Treated other(WeightTreatments treatments, Treatment how, EventSet events) {
    try {
      double[] weights = treatments.of(how).weights();
      return new Treated(
          how,
          Optional.of(weights),
          "",
          NegativeWeightFigures.worst(events.classes(), closure(events, weights)));
    } catch (InputException impossible) {
      return new Treated(
          how, Optional.empty(), ProblemText.of(impossible.problem()), Optional.empty());
    }
  }

  private static <T> Supplier<T> once(Supplier<T> value) {
    List<T> found = new ArrayList<>();
    return () -> {
      if (found.isEmpty()) {
        found.add(value.get());
      }
      return found.getFirst();
    };
  }

  // The features are scaled by magnitudes for it, before there are other weights to scale them by.
  private static SignClassifier classifier(
      AnalysisWithSource source,
      AnalysisFile file,
      ClassWeights classWeights,
      EventSetBuilder.PreparedEvents prepared,
      SignedEvents signed,
      Loss loss,
      Warnings warnings) {
    EventSet events = prepared.events();
    double[] magnitudes = Arrays.stream(signed.weight()).map(Math::abs).toArray();
    TrainingPreprocessing preprocessing =
        TrainingPreprocessing.fit(
            file,
            classWeights,
            prepared,
            magnitudes,
            source.where("weight"),
            loss,
            new Warnings(ProgressListener.SILENT));
    Dataset inputs = preprocessing.dataset(events, magnitudes);
    int features = preprocessing.features().columns().size();
    return new SignClassifier(
        inputs,
        signed,
        n ->
            Learners.of(
                    QuickNetwork.of(file, n, features),
                    preprocessing
                        .features()
                        .tabularColumns(inputs.view(events.rowIndices(Part.TRAIN))))
                .network(),
        file.seed(),
        ThreadPool.standard(),
        warnings.progress()::stage);
  }

  private static List<FeatureClosure> closure(EventSet events, double[] changed) {
    int[] train = events.rowIndices(Part.TRAIN);
    int[] label = events.labels(train);
    double[] before = events.weights(train);
    double[] after = Arrays.stream(train).mapToDouble(row -> changed[row]).toArray();
    FeatureClosure[] all = new FeatureClosure[events.features().size()];
    ThreadPool.standard()
        .parallelFor(
            all.length,
            f ->
                all[f] =
                    FeatureClosure.of(
                        events.features().get(f),
                        train,
                        label,
                        events.classes().size(),
                        before,
                        after));
    return List.of(all);
  }

  /// Sentence on what was done to each sample.
  static String words(NegativeWeightFigures figures) {
    String samples =
        figures.samples().stream()
            .map(one ->
                String.format(
                    Locale.ROOT,
                    "of sample %s %.3g %% of %,d training events are negative; they count as %,.0f"
                        + " (%,.0f as they are)%s%s",
                    one.sample(),
                    100.0 * one.negative() / one.events(),
                    one.events(),
                    one.effectiveChanged(),
                    one.effective(),
                    figures.treatment().equals(Treatment.REFINE.id()) && !one.learned()
                        ? ", too few of one sign to learn more than their share"
                        : "",
                    one.clipped() > 0
                        ? String.format(
                            Locale.ROOT,
                            ", %.2g %% of the weight would be negative and is set to zero",
                            100 * one.clipped())
                        : ""))
            .collect(Collectors.joining(", "));
    return "negative weights, " + figures.treatment() + ": " + samples + closureWords(figures);
  }

  private static String closureWords(NegativeWeightFigures figures) {
    Optional<Worst> found = figures.worst();
    if (found.isEmpty()) {
      return "; too few events to test the closure";
    }
    Worst worst = found.get();
    return String.format(
        Locale.ROOT,
        "; closure: the worst of %d is chi2 %.1f of %d degrees of freedom in %s%s (p %.2g)%s",
        worst.tests(),
        worst.test().value(),
        worst.test().degrees(),
        worst.feature(),
        worst.className().isEmpty() ? "" : " of " + worst.className(),
        worst.test().pValue(),
        worst.closes() ? "" : ": it does not close" + cure(figures.treatment()));
  }

  private static String cure(String treatment) {
    return treatment.equals(Treatment.REFINE.id())
        ? ""
        : ", since negative weights depend on it; `negativeWeights: refine` is for that";
  }
}

package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.events.DecorrelatedVariables;
import org.jpsi.analysis.events.EventFolds;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.FeatureTransforms;
import org.jpsi.analysis.events.SampleTrees;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.ClassWeights;
import org.jpsi.analysis.file.LossOptions;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Fingerprints;
import org.jpsi.core.data.Parts;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;

/// Prepared training: the event set, preprocessing, task and loss.
///
/// @param analysis as it runs, with defaults that depend on the events
/// @param parts of all selected events, with training weights
/// @param digest of the training data
/// @param trees of the samples, to be read again
/// @param treated weights of the training, where some are negative
record PreparedTraining(
    AnalysisFile analysis,
    EventSetBuilder.PreparedEvents prepared,
    TrainingPreprocessing preprocessing,
    Task task,
    Loss loss,
    Parts parts,
    String digest,
    SampleTrees trees,
    Warnings warnings,
    TreatedTraining treated) {
  // Weights in float32 keep a factor to seven digits.
  private static final double SAME = 1e-5;

  static PreparedTraining of(
      SampleTrees trees, EventSetBuilder.PreparedEvents prepared, Warnings warnings) {
    AnalysisWithSource source = trees.source();
    EventSet events = prepared.events();
    AnalysisFile file =
        source.analysis().sized(events.rowIndices(Part.TRAIN).length, prepared.features().size());
    Task task = task(prepared);
    ClassWeights classWeights = source.analysis().classWeights(task.classNames().size());
    Loss classifier = loss(file, source, task);
    Optional<DecorrelatedVariables> decorrelated = prepared.decorrelated();
    Loss loss =
        decorrelated
            .map(of ->
                of.loss(
                    classifier, task, events, source, file.training().batch().orElse(0), warnings))
            .orElse(classifier);
    RequestedFigures.require(file, task, events, source::where);
    TreatedTraining treated =
        TreatedTraining.of(source, file, classWeights, prepared, loss, warnings);
    FeatureTransforms.require(file.preprocessing(), prepared, source::where);
    StudiedModel.require(file, task, source.where("cuts"));
    TrainingPreprocessing preprocessing =
        TrainingPreprocessing.fit(
            file,
            classWeights,
            prepared,
            treated.weights(),
            source.where("weight"),
            loss,
            warnings);
    if (!treated.isChanged()) {
      SignedWeights.note(events, task, warnings::add);
    }
    for (int t = 0; t < events.targets().size(); t++) {
      if (preprocessing.targets().get(t).constant()) {
        throw InputException.at(source.where("target"))
            .expected("a target that is not constant")
            .found(events.targets().get(t).name() + " of one value in all training events")
            .remedy("predict another quantity, or check `select:`")
            .exception();
      }
    }
    Optional<String> signal =
        task instanceof Task.Binary binary ? Optional.of(binary.signal()) : Optional.empty();
    Dataset plain = preprocessing.dataset(events, treated.weights());
    Dataset beside = decorrelated.map(of -> of.in(plain)).orElse(plain);
    Dataset all =
        prepared
            .parametrization()
            .map(of -> of.in(beside, preprocessing.features(), events.classOf()))
            .orElse(beside);
    Parts parts =
        Parts.of(prepared.flattened().map(weights -> weights.in(all)).orElse(all), events.part());
    return new PreparedTraining(
        file.resolved(signal, prepared.features(), classWeights, classifier),
        prepared,
        preprocessing,
        task,
        loss,
        parts,
        Provenance.digest(List.of(parts.train(), parts.validation())),
        trees,
        warnings,
        treated);
  }

  /// The same training without the values of the features as they were read: what is trained on is
  /// held once, standardized.
  PreparedTraining withoutFeatures() {
    EventSetBuilder.PreparedEvents without =
        new EventSetBuilder.PreparedEvents(
            prepared.events().withoutFeatures(),
            prepared.signal(),
            prepared.features(),
            prepared.categories(),
            prepared.columns(),
            prepared.training(),
            prepared.flattened(),
            prepared.decorrelated(),
            prepared.parametrization(),
            prepared.samples());
    return new PreparedTraining(
        analysis, without, preprocessing, task, loss, parts, digest, trees, warnings, treated);
  }

  /// The same training without some features.
  ///
  /// @param features their indices
  PreparedTraining without(List<Integer> features) {
    Preprocessing all = preprocessing.features();
    int[] kept = StudiedModel.left(all.columns().size(), features);
    Preprocessing fewer = all.of(kept);
    return new PreparedTraining(
        analysis,
        prepared,
        new TrainingPreprocessing(fewer, preprocessing.targets(), preprocessing.weightFactors()),
        task,
        loss,
        Parts.of(parts.all().columns(kept), prepared.events().part()),
        digest,
        trees,
        warnings,
        treated);
  }

  /// All events of an analysis with folds as one part, TEST: each fold tests its own. What is
  /// fitted to them is nothing; the preprocessing tells of the features alone.
  ///
  /// @param reference of the features
  /// @param data the digest of the training data of all folds
  /// @param groups a value for each event, where it says which belong together
  PreparedTraining pooled(Preprocessing reference, String data, Optional<long[]> groups) {
    EventSetBuilder.PreparedEvents all =
        new EventSetBuilder.PreparedEvents(
            prepared.events().in(Part.TEST, groups),
            prepared.signal(),
            prepared.features(),
            prepared.categories(),
            prepared.columns(),
            Fingerprints.NONE,
            Optional.empty(),
            prepared.decorrelated(),
            prepared.parametrization(),
            prepared.samples());
    List<ColumnPreprocessing> units =
        preprocessing.targets().stream().map(_ -> ColumnPreprocessing.NONE).toList();
    return new PreparedTraining(
        analysis,
        all,
        new TrainingPreprocessing(reference, units, preprocessing.weightFactors()),
        task,
        loss,
        parts,
        data,
        trees,
        warnings,
        treated);
  }

  /// The same training with another treatment of negative weights, on the same inputs.
  ///
  /// @throws InputException where a class's weights do not sum to a positive number
  PreparedTraining with(TreatedTraining.Treated other) {
    double[] weights = other.weights().orElseThrow();
    EventSet events = prepared.events();
    int[] train = events.rowIndices(Part.TRAIN);
    double[] factors =
        TrainingPreprocessing.factors(
            analysis.classWeights(task.classNames().size()), "weight", events, train, weights);
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] * factors[events.classOf()[i]]);
    }
    prepared.parametrization().ifPresent(parameter -> parameter.scale(scaled));
    return new PreparedTraining(
        analysis,
        prepared,
        preprocessing,
        task,
        loss,
        Parts.of(parts.all().withWeights(scaled), events.part()),
        digest,
        trees,
        new Warnings(ProgressListener.SILENT),
        new TreatedTraining(other.how(), weights, Optional.empty(), List.of()));
  }

  /// The training events.
  Dataset train() {
    return parts.train();
  }

  /// The validation events.
  Dataset validation() {
    return parts.validation();
  }

  /// Whether the training weights of the validation events differ from the physical ones by more
  /// than a factor.
  boolean isReweighted() {
    EventSet events = prepared.events();
    int[] rows = events.rowIndices(Part.VALIDATION);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < rows.length; i++) {
      double physical = events.weight()[rows[i]];
      if (physical != 0) {
        double factor = validation().weight(i) / physical;
        least = Math.min(least, factor);
        most = Math.max(most, factor);
      }
    }
    return most - least > SAME * Math.max(Math.abs(least), Math.abs(most));
  }

  /// The same training with file paths relative to another folder: as `analysis.yaml` and the
  /// report of a run have them, whether it was resumed or not.
  PreparedTraining in(Path from, Path folder) {
    return new PreparedTraining(
        analysis.rebased(from, folder),
        prepared,
        preprocessing,
        task,
        loss,
        parts,
        digest,
        trees,
        warnings,
        treated);
  }

  private static Task task(EventSetBuilder.PreparedEvents prepared) {
    EventSet events = prepared.events();
    List<String> classes = events.classes();
    if (prepared.signal() >= 0) {
      return new Task.Binary(classes.get(1), classes.get(0));
    }
    if (events.targets().isEmpty()) {
      return new Task.Multiclass(classes);
    }
    return new Task.Regression(
        events.targets().stream().map(t -> new Task.Target(t.name(), t.unit())).toList());
  }

  private static Loss loss(AnalysisFile file, AnalysisWithSource source, Task task) {
    int classes = task.classNames().size();
    Optional<Loss> configured = file.training().loss();
    if (configured.isEmpty()) {
      return Loss.usual(task);
    }
    if (!LossOptions.namesFor(classes).contains(configured.get().name())) {
      throw InputException.at(source.where("training.loss"))
          .expected(
              String.join(" or ", LossOptions.namesFor(classes))
                  + ", which is for "
                  + describe(task))
          .found(configured.get().name())
          .remedy("leave `loss:` out")
          .exception();
    }
    AnalysisFile.Model model = file.models().getFirst();
    if (!Learners.of(file, List.of()).find(model).minimizes(configured.get(), task)) {
      throw InputException.at(source.where("training.loss"))
          .expected(Loss.usual(task).name() + ", which " + model.name() + " minimizes")
          .found(configured.get().name())
          .remedy("leave `loss:` out, or train `model: network`")
          .exception();
    }
    return configured.get();
  }

  /// The request to fit a model.
  ///
  /// @param settings of its learner
  Learner.FitRequest request(Map<String, Double> settings, int threads, ProgressListener progress) {
    return request(settings, analysis.seed(), threads, progress);
  }

  /// The request to fit a model with another seed.
  Learner.FitRequest request(
      Map<String, Double> settings, long seed, int threads, ProgressListener progress) {
    Learner.FitRequest request =
        new Learner.FitRequest(
            parts,
            task,
            treated.minimized(loss, task),
            metric(),
            settings,
            seed,
            threads,
            new SignedWeights.Listener(task, progress));
    return prepared.events().groups().map(request::withGroups).orElse(request);
  }

  private static String describe(Task task) {
    return switch (task) {
      case Task.Binary _ -> "a signal against a background";
      case Task.Multiclass m -> m.classes().size() + " classes";
      case Task.Regression _ -> "a regression";
    };
  }

  String metricName() {
    return switch (task) {
      case Task.Binary _ -> "AUC";
      case Task.Multiclass _ -> "accuracy";
      case Task.Regression r -> r.targets().size() == 1 ? "RMSE" : "relative RMSE";
    };
  }

  /// The validation metric: the AUC, the accuracy, the RMSE of a target in its unit, or of several,
  /// whose units differ, the mean of each in units of its spread.
  Metric metric() {
    return switch (task) {
      case Task.Binary _ -> Metric.auc();
      case Task.Multiclass _ -> Metric.accuracy();
      case Task.Regression _ ->
          Metric.rmse(
              preprocessing.targets().stream()
                  .mapToDouble(target ->
                      preprocessing.targets().size() == 1
                          ? target.standardization().deviation()
                          : 1)
                  .toArray());
    };
  }

  /// The model of what was fitted.
  Model model(Predictor predictor) {
    String select = analysis.select().equals(AnalysisFile.ALL_EVENTS) ? "" : analysis.select();
    return new Model(
            prepared.columns(),
            preprocessing.features(),
            select,
            task,
            preprocessing.targets(),
            predictor,
            Provenance.of(analysis, prepared.events(), digest))
        .trainedOn(prepared.training());
  }

  /// The folds of its events; empty where it has none.
  Optional<EventFolds> folds() {
    return prepared
        .events()
        .foldOf()
        .map(of -> new EventFolds(analysis.folds().orElseThrow().k(), of));
  }
}

package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.model.EnsemblePredictor;
import org.jpsi.core.model.MixturePredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.NetworkLearner;

/// Training of all models of an analysis, one after the other, on the same events. Once the
/// listener stops one, those after it are left out, and so is one that is stopped before its first
/// epoch, but for the first model.
record ModelTraining(
    PreparedTraining training, Learners learners, int threads, ProgressListener progress) {

  List<TrainedModel> all() {
    List<TrainedModel> trained = new ArrayList<>();
    List<AnalysisFile.Model> models = training.analysis().models();
    for (AnalysisFile.Model model : models) {
      learners.find(model).check(request(model));
    }
    for (AnalysisFile.Model model : models) {
      if (trained.stream().anyMatch(TrainedModel::isStopped)) {
        leftOut(model);
        continue;
      }
      TrainedModel fitted = of(model, training.analysis().seed());
      if (trained.isEmpty() || !fitted.isStopped() || !fitted.history().epochs().isEmpty()) {
        trained.add(fitted);
      } else {
        leftOut(model);
      }
    }
    return trained;
  }

  /// The first model alone.
  TrainedModel first() {
    AnalysisFile.Model model = training.analysis().models().getFirst();
    learners.find(model).check(request(model));
    return of(model, training.analysis().seed());
  }

  /// One of the models, trained by itself.
  TrainedModel of(AnalysisFile.Model model, long seed) {
    Learner learner = learners.find(model, this::begins);
    if (!model.name().equals(AnalysisFile.Model.MIX)) {
      begins(learner, model.settings());
    }
    Learner.FitResult fit =
        learner.fit(training.request(model.settings(), seed, threads, progress));
    Optional<BaggedMembers> members = BaggedMembers.of(fit);
    ensemble(fit.predictor()).ifPresent(this::noteFewer);
    Predictor kept =
        members
            .map(all ->
                all.best(
                    learners.kept(), training.loss(), training.train(), ThreadPool.of(threads)))
            .orElse(fit.predictor());
    return new TrainedModel(
        model.name(), kept, fit.history(), learner.patience(model.settings()), members);
  }

  private static Optional<EnsemblePredictor> ensemble(Predictor fitted) {
    Predictor network = fitted instanceof MixturePredictor mixture ? mixture.first() : fitted;
    return network instanceof EnsemblePredictor several ? Optional.of(several) : Optional.empty();
  }

  private void noteFewer(EnsemblePredictor ensemble) {
    int asked = learners.network().members();
    int members = ensemble.members().size();
    if (members < asked) {
      training
          .warnings()
          .add(
              String.format(
                  Locale.ROOT,
                  "%d members are trained, not %d: the training events, or the groups of them that"
                      + " belong together, are no more",
                  members,
                  asked));
    }
  }

  private void begins(Learner learner, Map<String, Double> settings) {
    // Of the network alone, what a run usually trains, nothing is said.
    List<AnalysisFile.Model> models = training.analysis().models();
    if (!models.equals(List.of(AnalysisFile.Model.NETWORK))) {
      progress.stage("training " + learner.name());
    }
    // A round is shown as an epoch.
    progress.begin(learner.steps(settings), training.train().events(), training.metricName());
    if (learner instanceof NetworkLearner network && network.members() > 1) {
      progress.members(
          network.members()
              + " networks of "
              + training.train().features()
              + training.analysis().network().orElseThrow().layers().stream()
                  .map(width -> "-" + width)
                  .collect(Collectors.joining())
              + "-"
              + training.task().width());
    }
  }

  private void leftOut(AnalysisFile.Model model) {
    training.warnings().add("model " + model.name() + " is left out: the training was stopped");
  }

  private Learner.FitRequest request(AnalysisFile.Model model) {
    return training.request(model.settings(), threads, progress);
  }
}

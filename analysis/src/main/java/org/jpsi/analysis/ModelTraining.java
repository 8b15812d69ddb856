package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.train.Learner;

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
      Learner learner = learners.find(model, this::begins);
      if (!model.equals(AnalysisFile.Model.MIX)) {
        begins(learner, model.settings());
      }
      Learner.FitResult fit = learner.fit(request(model));
      Optional<BaggedMembers> members = BaggedMembers.of(fit);
      TrainedModel fitted =
          new TrainedModel(
              model.name(),
              members.map(this::kept).orElse(fit.predictor()),
              fit.history(),
              learner.patience(model.settings()),
              members);
      if (trained.isEmpty() || !fitted.isStopped() || !fitted.history().epochs().isEmpty()) {
        trained.add(fitted);
      } else {
        leftOut(model);
      }
    }
    return trained;
  }

  // What `members: {ship: ...}` says; all where it says nothing.
  private Predictor kept(BaggedMembers members) {
    int kept = training.analysis().members().ship().orElse(members.count());
    return members.best(kept, training.loss(), training.train(), ThreadPool.of(threads));
  }

  private void begins(Learner learner, Map<String, Double> settings) {
    // Of the network alone, what a run usually trains, nothing is said.
    List<AnalysisFile.Model> models = training.analysis().models();
    if (!models.equals(List.of(AnalysisFile.Model.NETWORK))) {
      progress.stage("training " + learner.name());
    }
    // A round is shown as an epoch.
    progress.begin(learner.steps(settings), training.train().events(), training.metricName());
  }

  private void leftOut(AnalysisFile.Model model) {
    training.warnings().add("model " + model.name() + " is left out: the training was stopped");
  }

  private Learner.FitRequest request(AnalysisFile.Model model) {
    return training.request(model.settings(), threads, progress);
  }
}

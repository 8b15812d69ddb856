package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.analysis.file.AnalysisFile;
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
      TrainedModel fitted =
          new TrainedModel(
              model.name(),
              fit.predictor(),
              fit.history(),
              learner.patience(model.settings()),
              BaggedMembers.of(fit));
      if (trained.isEmpty() || !fitted.isStopped() || !fitted.history().epochs().isEmpty()) {
        trained.add(fitted);
      } else {
        leftOut(model);
      }
    }
    return trained;
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

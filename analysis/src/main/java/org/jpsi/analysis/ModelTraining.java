package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.train.Learner;

/// Training of all models of an analysis, one after the other, on the same events.
record ModelTraining(
    PreparedTraining training, Learners learners, int threads, ProgressListener progress) {

  List<TrainedModel> all() {
    List<TrainedModel> trained = new ArrayList<>();
    List<AnalysisFile.Model> models = training.analysis().models();
    for (AnalysisFile.Model model : models) {
      learners.find(model).check(request(model));
    }
    for (AnalysisFile.Model model : models) {
      // Of the network alone, what a run usually trains, nothing is said.
      if (models.size() > 1 || !model.equals(AnalysisFile.Model.NETWORK)) {
        progress.stage("training " + model.name());
      }
      Learner learner = learners.find(model);
      // A round is shown as an epoch.
      progress.begin(
          learner.steps(model.settings()), training.train().events(), training.metricName());
      Learner.FitResult fit = learner.fit(request(model));
      trained.add(
          new TrainedModel(
              model.name(), fit.predictor(), fit.history(), learner.patience(model.settings())));
    }
    return trained;
  }

  private Learner.FitRequest request(AnalysisFile.Model model) {
    return training.request(model.settings(), threads, progress);
  }
}

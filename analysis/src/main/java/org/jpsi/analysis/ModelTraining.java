package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Trainer;

/// Training of all models of an analysis, one after the other, on the same events.
record ModelTraining(PreparedTraining training, int threads, ProgressListener progress) {

  /// @param trainer of the network
  List<TrainedModel> all(Trainer trainer) {
    List<TrainedModel> trained = new ArrayList<>();
    List<AnalysisFile.Model> models = training.analysis().models();
    for (AnalysisFile.Model model : models) {
      if (!model.isNetwork()) {
        learner(model.name()).check(request(model));
      }
    }
    for (AnalysisFile.Model model : models) {
      if (models.size() > 1 || !model.isNetwork()) {
        progress.stage("training " + model.name());
      }
      trained.add(model.isNetwork() ? network(trainer) : learner(model));
    }
    return trained;
  }

  private TrainedModel network(Trainer trainer) {
    AnalysisFile.Training settings = training.analysis().training();
    progress.begin(settings.epochs(), training.train().events(), training.metricName());
    History history =
        trainer.fit(
            training.train(), training.validation(), TrainService.config(training, threads));
    return new TrainedModel(AnalysisFile.Model.NETWORK.name(), training.network(), history);
  }

  private TrainedModel learner(AnalysisFile.Model model) {
    // a round is shown as an epoch
    double steps = model.settings().getOrDefault("rounds", 1.0);
    progress.begin((int) steps, training.train().events(), training.metricName());
    Learner.FitResult fit = learner(model.name()).fit(request(model));
    return new TrainedModel(model.name(), fit.network(), fit.history());
  }

  private static Learner learner(String name) {
    return Learner.find(name)
        .orElseThrow(() ->
            InputException.at("model " + name)
                .says("is not on the class path")
                .remedy("add the module learners to it")
                .exception());
  }

  private Learner.FitRequest request(AnalysisFile.Model model) {
    return new Learner.FitRequest(
        training.train(),
        training.validation(),
        training.task(),
        training.loss(),
        training.metric(),
        model.settings(),
        training.analysis().seed(),
        progress);
  }
}

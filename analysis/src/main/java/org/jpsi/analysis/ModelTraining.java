package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.History;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.Trainer;

/// The models of a job learn, one after the other, of the same events.
record ModelTraining(PreparedTraining job, int threads, ProgressListener watch) {

  /// @param trainer of the network
  List<TrainedModel> all(Trainer trainer) {
    List<TrainedModel> learned = new ArrayList<>();
    List<AnalysisFile.Model> models = job.analysis().models();
    for (AnalysisFile.Model model : models) {
      if (!model.isNetwork()) {
        learner(model.name()).check(request(model));
      }
    }
    for (AnalysisFile.Model model : models) {
      if (models.size() > 1 || !model.isNetwork()) {
        watch.stage("training " + model.name());
      }
      learned.add(model.isNetwork() ? network(trainer) : learner(model));
    }
    return learned;
  }

  private TrainedModel network(Trainer trainer) {
    AnalysisFile.Training settings = job.analysis().training();
    watch.begin(settings.epochs(), job.train().events(), job.metricName());
    History history = trainer.fit(job.train(), job.validation(), TrainService.plan(job, threads));
    return new TrainedModel(AnalysisFile.Model.NETWORK.name(), job.network(), history);
  }

  private TrainedModel learner(AnalysisFile.Model model) {
    // a round is shown as an epoch
    double steps = model.settings().getOrDefault("rounds", 1.0);
    watch.begin((int) steps, job.train().events(), job.metricName());
    Learner.FitResult fit = learner(model.name()).fit(request(model));
    return new TrainedModel(model.name(), fit.network(), fit.history());
  }

  private static Learner learner(String name) {
    return Learner.find(name)
        .orElseThrow(() ->
            InputException.at("model " + name)
                .says("is not on the class path")
                .remedy("add the module baselines to it")
                .exception());
  }

  private Learner.FitRequest request(AnalysisFile.Model model) {
    return new Learner.FitRequest(
        job.train(),
        job.validation(),
        job.task(),
        job.loss(),
        job.metric(),
        model.settings(),
        job.analysis().seed(),
        watch);
  }
}

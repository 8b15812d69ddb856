package org.jpsi.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.LossOptions;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Feature;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.TargetScale;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// All that is decided before training begins: events, scaling, network, loss.
///
/// @param analysis as it runs, with what the events told
/// @param digest of the numbers that training sees
record PreparedTraining(
    AnalysisFile analysis,
    EventSetBuilder.Assembled assembled,
    Preprocessing preparation,
    Task task,
    Sequential network,
    Loss loss,
    Dataset train,
    Dataset validation,
    String digest,
    Warnings notes) {

  static PreparedTraining of(
      AnalysisWithSource located, EventSetBuilder.Assembled assembled, Warnings notes) {
    EventSet events = assembled.events();
    AnalysisFile file = located.analysis();
    Preprocessing preparation = Preprocessing.fit(located.where("weight"), events);
    for (int t = 0; t < events.targets().size(); t++) {
      if (preparation.targets().get(t).constant()) {
        throw InputException.at(located.where("target"))
            .expected("a target that varies")
            .found(events.targets().get(t).name() + " of one value in all training events")
            .remedy("predict another quantity, or check `select:`")
            .exception();
      }
    }
    Task task = task(assembled);
    Loss loss = loss(located, task);
    Optional<String> signal =
        task instanceof Task.Binary binary ? Optional.of(binary.signal()) : Optional.empty();
    Sequential network =
        NetworkBuilder.build(file.network(), events.features().size(), task.width());
    Dataset train = preparation.dataset(events, events.places(Part.TRAIN), false);
    Dataset validation = preparation.dataset(events, events.places(Part.VALIDATION), false);
    return new PreparedTraining(
        file.resolved(signal, assembled.features(), loss),
        assembled,
        preparation,
        task,
        network,
        loss,
        train,
        validation,
        Provenance.digest(List.of(train, validation)),
        notes);
  }

  /// The same job with what has learned in the network's place.
  PreparedTraining with(Sequential learned) {
    return new PreparedTraining(
        analysis, assembled, preparation, task, learned, loss, train, validation, digest, notes);
  }

  /// The same job with files told as they are found from another folder: as `analysis.yaml` and the
  /// report of a run tell them, whether it was resumed or not.
  PreparedTraining in(Path from, Path folder) {
    return new PreparedTraining(
        analysis.moved(from, folder),
        assembled,
        preparation,
        task,
        network,
        loss,
        train,
        validation,
        digest,
        notes);
  }

  private static Task task(EventSetBuilder.Assembled assembled) {
    EventSet events = assembled.events();
    List<String> classes = events.classes();
    if (assembled.signal() >= 0) {
      return new Task.Binary(classes.get(1), classes.get(0));
    }
    if (events.targets().isEmpty()) {
      return new Task.Multiclass(classes);
    }
    return new Task.Regression(
        events.targets().stream().map(t -> new Task.Target(t.name(), t.unit())).toList());
  }

  /// How the targets of a regression are standardized.
  List<TargetScale> scales() {
    return preparation.targets().stream()
        .map(scaling -> new TargetScale(scaling.mean(), scaling.deviation()))
        .toList();
  }

  private static Loss loss(AnalysisWithSource located, Task task) {
    int classes = task.classNames().size();
    Optional<Loss> wanted = located.analysis().training().loss();
    if (wanted.isEmpty()) {
      return Loss.usual(task);
    }
    if (!LossOptions.fitting(classes).contains(wanted.get().name())) {
      throw InputException.at(located.where("training.loss"))
          .expected(
              String.join(" or ", LossOptions.fitting(classes)) + ", which is for " + what(task))
          .found(wanted.get().name())
          .remedy("leave `loss:` out")
          .exception();
    }
    AnalysisFile.Model model = located.analysis().models().getFirst();
    if (!model.isNetwork() && !wanted.get().equals(Loss.usual(task))) {
      throw InputException.at(located.where("training.loss"))
          .expected(Loss.usual(task).name() + ", the one that " + model.name() + " makes small")
          .found(wanted.get().name())
          .remedy("leave `loss:` out, or train `model: network`")
          .exception();
    }
    return wanted.get();
  }

  private static String what(Task task) {
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
      case Task.Regression _ -> "RMSE";
    };
  }

  /// What is watched on the validation events: the AUC, the accuracy, or the mean RMSE of the
  /// targets in their units.
  Metric metric() {
    return switch (task) {
      case Task.Binary _ -> Metric.auc();
      case Task.Multiclass _ -> Metric.accuracy();
      case Task.Regression _ ->
          Metric.rmse(scales().stream().mapToDouble(TargetScale::scale).toArray());
    };
  }

  /// The trained model.
  Model model() {
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < assembled.features().size(); j++) {
      AnalysisFile.Feature feature = assembled.features().get(j);
      Preprocessing.Scaling scaling = preparation.features().get(j);
      String unit = assembled.events().features().get(j).unit();
      features.add(
          new Feature(
              feature.name(),
              feature.is(),
              unit,
              scaling.mean(),
              scaling.deviation(),
              scaling.low(),
              scaling.high()));
    }
    String select = analysis.select().equals(AnalysisFile.ALL_EVENTS) ? "" : analysis.select();
    return new Model(
        assembled.columns(),
        features,
        analysis.constants(),
        select,
        task,
        scales(),
        network,
        Provenance.of(analysis, assembled.events(), digest));
  }
}

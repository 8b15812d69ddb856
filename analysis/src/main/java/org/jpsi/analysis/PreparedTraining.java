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
import org.jpsi.core.eval.Auc;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Output;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Split.Part;
import org.jpsi.core.train.Metric;

/// All that is decided before training begins: events, scaling, network, loss.
///
/// @param analysis as it runs, with what the events told
/// @param digest of the numbers that training sees
record PreparedTraining(
    AnalysisFile analysis,
    EventSetBuilder.Assembled assembled,
    Preprocessing preparation,
    Output output,
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
    Output output = output(assembled, preparation);
    Loss loss = loss(located, output);
    Optional<String> signal =
        output instanceof Output.Binary binary ? Optional.of(binary.signal()) : Optional.empty();
    Sequential network =
        NetworkBuilder.build(file.network(), events.features().size(), output.width());
    Dataset train = preparation.dataset(events, events.places(Part.TRAIN), false);
    Dataset validation = preparation.dataset(events, events.places(Part.VALIDATION), false);
    return new PreparedTraining(
        file.resolved(signal, assembled.features(), loss),
        assembled,
        preparation,
        output,
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
        analysis, assembled, preparation, output, learned, loss, train, validation, digest, notes);
  }

  /// The same job with files told as they are found from another folder: as `analysis.yaml` and the
  /// report of a run tell them, whether it was resumed or not.
  PreparedTraining in(Path from, Path folder) {
    return new PreparedTraining(
        analysis.moved(from, folder),
        assembled,
        preparation,
        output,
        network,
        loss,
        train,
        validation,
        digest,
        notes);
  }

  private static Output output(EventSetBuilder.Assembled assembled, Preprocessing preparation) {
    EventSet events = assembled.events();
    List<String> classes = events.classes();
    if (assembled.signal() >= 0) {
      return new Output.Binary(classes.get(1), classes.get(0));
    }
    if (events.targets().isEmpty()) {
      return new Output.Multiclass(classes);
    }
    List<Output.Target> targets = new ArrayList<>();
    for (int t = 0; t < events.targets().size(); t++) {
      NumberColumn target = events.targets().get(t);
      Preprocessing.Scaling scaling = preparation.targets().get(t);
      targets.add(
          new Output.Target(target.name(), target.unit(), scaling.mean(), scaling.deviation()));
    }
    return new Output.Regression(targets);
  }

  private static Loss loss(AnalysisWithSource located, Output output) {
    int classes =
        switch (output) {
          case Output.Binary _ -> 2;
          case Output.Multiclass m -> m.classes().size();
          case Output.Regression _ -> 0;
        };
    Optional<Loss> wanted = located.analysis().training().loss();
    if (wanted.isEmpty()) {
      return LossOptions.usual(classes);
    }
    if (!LossOptions.fitting(classes).contains(wanted.get().name())) {
      throw InputException.at(located.where("training.loss"))
          .expected(
              String.join(" or ", LossOptions.fitting(classes)) + ", which is for " + what(output))
          .found(wanted.get().name())
          .remedy("leave `loss:` out")
          .exception();
    }
    AnalysisFile.Model model = located.analysis().models().getFirst();
    if (!model.isNetwork() && !wanted.get().equals(LossOptions.usual(classes))) {
      throw InputException.at(located.where("training.loss"))
          .expected(
              LossOptions.usual(classes).name() + ", the one that " + model.name() + " makes small")
          .found(wanted.get().name())
          .remedy("leave `loss:` out, or train `model: network`")
          .exception();
    }
    return wanted.get();
  }

  private static String what(Output output) {
    return switch (output) {
      case Output.Binary _ -> "a signal against a background";
      case Output.Multiclass m -> m.classes().size() + " classes";
      case Output.Regression _ -> "a regression";
    };
  }

  String metricName() {
    return switch (output) {
      case Output.Binary _ -> "AUC";
      case Output.Multiclass _ -> "accuracy";
      case Output.Regression _ -> "RMSE";
    };
  }

  /// What is watched on the validation events: the AUC, the accuracy, or the mean RMSE of the
  /// targets in their units.
  Metric metric() {
    return switch (output) {
      case Output.Binary _ -> PreparedTraining::auc;
      case Output.Multiclass multiclass ->
          (outputs, data) -> accuracy(outputs, data, multiclass.classes().size());
      case Output.Regression regression -> (outputs, data) -> rmse(outputs, data, regression);
    };
  }

  private static double auc(float[] outputs, Dataset data) {
    double[] score = new double[data.events()];
    double[] weight = new double[data.events()];
    boolean[] signal = new boolean[data.events()];
    for (int i = 0; i < score.length; i++) {
      score[i] = outputs[i];
      weight[i] = data.weights()[i];
      signal[i] = data.targets()[i] > 0.5f;
    }
    return Auc.defined(signal, weight) ? Auc.of(score, signal, weight).value() : Double.NaN;
  }

  private static double accuracy(float[] outputs, Dataset data, int classes) {
    double right = 0;
    double all = 0;
    for (int i = 0; i < data.events(); i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = outputs[i * classes + c] > outputs[i * classes + best] ? c : best;
      }
      all += data.weights()[i];
      right += best == (int) data.targets()[i] ? data.weights()[i] : 0;
    }
    return right / all;
  }

  private static double rmse(float[] outputs, Dataset data, Output.Regression regression) {
    int n = regression.targets().size();
    double mean = 0;
    for (int t = 0; t < n; t++) {
      double squares = 0;
      double all = 0;
      for (int i = 0; i < data.events(); i++) {
        double difference = outputs[i * n + t] - data.targets()[i * n + t];
        squares += data.weights()[i] * difference * difference;
        all += data.weights()[i];
      }
      mean += Math.sqrt(squares / all) * regression.targets().get(t).scale() / n;
    }
    return mean;
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
        output,
        network,
        Provenance.of(analysis, assembled.events(), digest));
  }
}

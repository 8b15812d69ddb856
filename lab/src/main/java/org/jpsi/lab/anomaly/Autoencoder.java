package org.jpsi.lab.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Init;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;

/// Autoencoder for anomaly detection: a network that reconstructs its own inputs through a
/// bottleneck, trained on events without labels. Its reconstruction error is the anomaly score of
/// an event: low for common events, high for rare ones (Hajer et al., arXiv:1807.10261; Heimel et
/// al., arXiv:1808.08979; Farina et al., arXiv:1808.08992).
///
/// @param model a regression whose targets are its features; it can be saved and applied as any
///   other
/// @param history of its training
public record Autoencoder(Model model, History history) {
  private static final double VALIDATION_FRACTION = 0.2;

  /// Trains on 80 % of the events and validates on the others; inputs are standardized.
  ///
  /// @param features columns, or expressions over them
  /// @param network as many outputs as features, with a bottleneck; {@link #network} makes one
  /// @throws InputException where a column is missing, a value is not finite, or a feature is the
  ///   same in all events
  public static Autoencoder train(
      Table events,
      List<String> features,
      Sequential network,
      Optimizer optimizer,
      TrainingConfig config) {
    Inputs inputs = Inputs.of(events, features);
    int outputs = network.outputs(Shape.of(features.size())).count();
    if (outputs != features.size()) {
      throw new IllegalArgumentException(
          "Autoencoder: expected a network of "
              + (features.size() + " outputs, one for each feature, found " + outputs));
    }
    Rng rng = Rng.of(config.seed()).child("autoencoder");
    int[][] parts = new int[2][events.rows()];
    int[] count = new int[2];
    for (int i = 0; i < events.rows(); i++) {
      int part = rng.uniform(i) < VALIDATION_FRACTION ? 1 : 0;
      parts[part][count[part]++] = i;
    }
    int[] training = Arrays.copyOf(parts[0], count[0]);
    Preprocessing preprocessing = inputs.preprocessing(training);
    History history =
        Trainer.of(network, new MeanSquaredError(), optimizer)
            .fit(
                reconstructionDataset(inputs, preprocessing, training),
                reconstructionDataset(inputs, preprocessing, Arrays.copyOf(parts[1], count[1])),
                config);
    List<Task.Target> targets = new ArrayList<>();
    for (Feature feature : preprocessing.features().list()) {
      targets.add(new Task.Target(feature.name(), feature.unit()));
    }
    Map<String, String> provenance = Map.of("method", "autoencoder");
    Task task = new Task.Regression(targets);
    Model model = inputs.model(preprocessing, task, preprocessing.columns(), network, provenance);
    return new Autoencoder(model, history);
  }

  /// Trains the default network with Adam, learning rate 1e-3.
  public static Autoencoder train(
      Table events, List<String> features, int bottleneck, TrainingConfig config) {
    return train(events, features, network(features.size(), bottleneck), new Adam(), config);
  }

  /// The default network: hidden layers of 32, `bottleneck` and 32 units.
  public static Sequential network(int features, int bottleneck) {
    return Sequential.of(
        Linear.of(features, 32, Init.HE_NORMAL),
        Relu.of(),
        Linear.of(32, bottleneck, Tanh.of().init()),
        Linear.of(bottleneck, 32, Init.HE_NORMAL),
        Relu.of(),
        Linear.of(32, features, Tanh.of().init()));
  }

  /// The anomaly score of each event: the mean over features of ((reconstructed - value) /
  /// scale)^2, with the standard deviation of the training events as scale.
  ///
  /// @throws InputException where the table lacks a column, or has it in another unit
  public double[] score(Table events) {
    Table scores = Scorer.of(model).score(events);
    List<String> names = model.task().scoreNames();
    double[] score = new double[events.rows()];
    for (int j = 0; j < names.size(); j++) {
      double[] value = model.features().expressions().get(j).evaluate(events);
      PreprocessingStep.Standardize scale =
          model.preprocessing().columns().get(j).standardization();
      double[] reconstructed = scores.numbers(names.get(j)).toDoubles();
      for (int i = 0; i < score.length; i++) {
        double d = (reconstructed[i] - value[i]) / scale.deviation();
        score[i] += d * d / names.size();
      }
    }
    return score;
  }

  private static Dataset reconstructionDataset(
      Inputs inputs, Preprocessing preprocessing, int[] rows) {
    float[] x = inputs.apply(preprocessing, rows);
    float[] one = new float[rows.length];
    Arrays.fill(one, 1);
    return Dataset.of(x, x.clone(), one);
  }
}

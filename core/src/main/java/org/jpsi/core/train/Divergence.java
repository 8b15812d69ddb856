package org.jpsi.core.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Tensor;

/// Diagnosis of a non-finite loss: finds the first layer whose weights or outputs are not finite.
final class Divergence {
  private static final String FINITE =
      "the outputs of all layers are finite, the loss is not: the outputs are too large for it";

  private static final String NON_FINITE_WEIGHTS = " is the first whose weights are not finite";

  private Divergence() {}

  /// Runs the forward pass of the batch again, shard by shard as it was trained on, and names the
  /// first layer whose weights or outputs are not finite.
  static DivergedException of(
      Layer network, Dataset data, int[] events, Rng dropout, int epoch, int batch) {
    Optional<String> bad = Optional.empty();
    boolean statistics = BatchStatistics.of(network).any();
    Cuts shards = new Cuts(events.length, TrainingConfig.SHARD, statistics);
    for (int i = 0; i < shards.count() && bad.isEmpty(); i++) {
      int from = shards.begin(i);
      int to = shards.end(i);
      Batch shard = data.view(Arrays.copyOfRange(events, from, to)).batch();
      bad = firstNonFinite(network, shard, new Mode.Training(dropout, from, to - from));
    }
    return diverged(
        "the loss is not finite in epoch "
            + epoch
            + ", batch "
            + batch
            + ": "
            + bad.orElse(FINITE));
  }

  /// The same for a validation loss: the weights after the epoch's last batch are first used there.
  static DivergedException inValidation(Layer network, Dataset validation, int epoch) {
    return diverged(
        "the validation loss is not finite after the last batch of epoch "
            + epoch
            + ": "
            + firstNonFinite(network, validation.batch(), Mode.inference()).orElse(FINITE));
  }

  /// Refuses weights that are not finite after an epoch: they are neither validated nor kept.
  static void demandFiniteWeights(Layer network, int epoch) {
    List<Layer> layers = layers(network);
    for (int i = 0; i < layers.size(); i++) {
      if (!finiteWeights(layers.get(i))) {
        throw diverged(
            "the weights are not finite after the last batch of epoch "
                + epoch
                + ": "
                + name(layers.get(i), i)
                + NON_FINITE_WEIGHTS);
      }
    }
  }

  private static DivergedException diverged(String what) {
    return new DivergedException(
        InputException.at()
            .says(what)
            .remedy("use a smaller learning rate, or check the ranges of the inputs")
            .problem());
  }

  private static Optional<String> firstNonFinite(Layer network, Batch events, Mode mode) {
    List<Layer> layers = layers(network);
    Tensor x = Tensor.scalar(0);
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String name = name(layer, i);
      if (!finiteWeights(layer)) {
        return Optional.of(name + NON_FINITE_WEIGHTS);
      }
      Mode inside = network == layer ? mode : mode.child(i);
      x = i == 0 ? layer.forward(events.tensors(), inside) : layer.forward(x, inside);
      if (!finite(x.toArray())) {
        return Optional.of(name + " is the first whose outputs are not finite");
      }
    }
    return Optional.empty();
  }

  private static List<Layer> layers(Layer network) {
    return network instanceof Sequential sequence ? sequence.layers() : List.of(network);
  }

  private static String name(Layer layer, int index) {
    return "layer " + (index + 1) + " (" + layer.spec().type() + ")";
  }

  private static boolean finiteWeights(Layer layer) {
    for (Parameter parameter : layer.parameters()) {
      if (!finite(parameter.tensor().toArray())) {
        return false;
      }
    }
    return true;
  }

  private static boolean finite(float[] values) {
    for (float v : values) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }
}

package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.analysis.file.AnalysisFile.Network;
import org.jpsi.analysis.file.AnalysisFile.Normalization;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.Dropout;

/// Schema of the key `network`.
final class NetworkSchema {
  private static final int MAX_WIDTH = 1 << 16;

  private static final Key<Network, List<Long>> LAYERS =
      Key.of(
          "layers",
          new ListType<>(
              "a list of widths, as in [128, 128, 64]",
              new IntegerType(1, MAX_WIDTH),
              true,
              ListType.Single.NO),
          widths(Network.defaults(false)),
          NetworkSchema::widths,
          "The widths of the hidden layers; `[]` is a linear model.");

  private static final Key<Network, Activation> ACTIVATION =
      Key.of(
          "activation",
          ActivationOptions.ACTIVATION,
          Network.defaults(false).activation(),
          Network::activation,
          "The activation function after each hidden layer.");

  private static final Key<Network, Normalization> NORMALIZATION =
      Key.of(
          "normalization",
          new WordType<>(
              "a normalization",
              List.of(
                  normalization(Normalization.NONE, "None."),
                  normalization(
                      Normalization.BATCH,
                      "Batch normalization: each unit over 256 events of the batch, unweighted."),
                  normalization(
                      Normalization.LAYER, "Layer normalization: all units of one event."))),
          Network.defaults(false).normalization(),
          Network::normalization,
          "The normalization to mean 0 and variance 1 between a linear layer and its activation.");

  private static final Key<Network, Double> DROPOUT =
      Key.withDefault(
          "dropout",
          NumberType.of("a rate", 0, Dropout.MAX_RATE),
          byTask(Network::dropout),
          network -> Optional.of(network.dropout()),
          "The dropout rate: the fraction of the units of each hidden layer that is set to zero in"
              + " a training step, drawn anew each time.");

  static final ObjectType<Network> NETWORK =
      new ObjectType<>(
          List.of(LAYERS, ACTIVATION, NORMALIZATION, DROPOUT),
          List.of(),
          v ->
              new Network(
                  v.get(LAYERS).stream().map(Math::toIntExact).toList(),
                  v.get(ACTIVATION),
                  v.get(NORMALIZATION),
                  v.get(DROPOUT)));

  private NetworkSchema() {}

  private static List<Long> widths(Network network) {
    return network.layers().stream().map(Integer::longValue).toList();
  }

  private static WordType.Word<Normalization> normalization(Normalization value, String meaning) {
    return new WordType.Word<>(value.id(), value, meaning);
  }

  private static Default<Double> byTask(Function<Network, Double> get) {
    return new Default.ByTask<>(
        task -> Optional.of(get.apply(Network.defaults(task.regression()))),
        "`"
            + YamlText.number(get.apply(Network.defaults(false)))
            + "`; for a regression `"
            + YamlText.number(get.apply(Network.defaults(true)))
            + "`");
  }
}

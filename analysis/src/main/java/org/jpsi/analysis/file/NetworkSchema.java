package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.analysis.file.AnalysisFile.Network;
import org.jpsi.analysis.file.Encoding.Tabular;
import org.jpsi.analysis.file.ValueType.BooleanType;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.Dropout;

/// Schema of the key `network`.
final class NetworkSchema {
  private static final int MAX_WIDTH = 1 << 16;
  private static final int MAX_ENCODING = 1024;
  private static final double MIN_SIGMA = 1e-6;
  private static final double MAX_SIGMA = 1e6;

  private static final Key<Network, Encoding> ENCODING =
      Key.of(
          "encoding",
          new ChoiceType<>(
              "an encoding",
              List.of(
                  NamedOption.of(
                      "none",
                      new Encoding.None(),
                      "None: the hidden layers have the features themselves."),
                  tabular()),
              List.of()),
          Network.plain(false).encoding(),
          Network::encoding,
          "The encoding of the features before the first hidden layer.");

  private static final Key<Network, List<Long>> LAYERS =
      Key.of(
          "layers",
          new ListType<>(
              "a list of widths, as in [128, 128, 64]",
              new IntegerType(1, MAX_WIDTH),
              true,
              ListType.Single.NO),
          widths(Network.plain(false)),
          NetworkSchema::widths,
          "The widths of the hidden layers; `[]` is a linear model.");

  private static final Key<Network, Activation> ACTIVATION =
      Key.of(
          "activation",
          ActivationOptions.ACTIVATION,
          Network.plain(false).activation(),
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
          Network.plain(false).normalization(),
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
          List.of(ENCODING, LAYERS, ACTIVATION, NORMALIZATION, DROPOUT),
          List.of(),
          v ->
              new Network(
                  v.get(ENCODING),
                  v.get(LAYERS).stream().map(Math::toIntExact).toList(),
                  v.get(ACTIVATION),
                  v.get(NORMALIZATION),
                  v.get(DROPOUT)));

  private NetworkSchema() {}

  /// The network of a file without the key: unknown until there are events where it is the default
  /// one, and a plain one where none is trained.
  static Optional<Network> defaults(KnownTask task) {
    return task.network() == KnownTask.NetworkOf.NOBODY
        ? Optional.of(Network.plain(task.regression()))
        : Optional.empty();
  }

  private static NamedOption<Tabular> tabular() {
    return NamedOption.of(
        "tabular",
        Tabular.class,
        "Each feature x, of median 0 and interquartile range 1, as `x / sqrt(1 + (x/3)^2)`,"
            + " `asinh(x)` and a periodic embedding (PBLD, arXiv:2407.04491) of its own; integers"
            + " of few values and categories also one by one, missing values by an indicator. For"
            + " `preprocessing: robust`.",
        NetworkSchema::tabular,
        Key.of(
            "frequencies",
            new IntegerType(0, MAX_ENCODING),
            (long) Tabular.DEFAULT.frequencies(),
            t -> (long) t.frequencies(),
            "of the embedding of each feature; 0 for no embedding"),
        Key.of(
            "sigma",
            NumberType.of("a number", MIN_SIGMA, MAX_SIGMA),
            Tabular.DEFAULT.sigma(),
            Tabular::sigma,
            "the standard deviation of the frequencies before training"),
        Key.of(
            "width",
            new IntegerType(1, MAX_ENCODING),
            (long) Tabular.DEFAULT.width(),
            t -> (long) t.width(),
            "the numbers of the embedding of each feature"),
        Key.of(
            "clip",
            BooleanType.BOOLEAN,
            Tabular.DEFAULT.clip(),
            Tabular::clip,
            "`x / sqrt(1 + (x/3)^2)`, the value itself but for its tails"),
        Key.of(
            "tails",
            BooleanType.BOOLEAN,
            Tabular.DEFAULT.tails(),
            Tabular::tails,
            "`asinh(x)` too, which keeps what clipping loses"));
  }

  private static List<Long> widths(Network network) {
    return network.layers().stream().map(Integer::longValue).toList();
  }

  private static WordType.Word<Normalization> normalization(Normalization value, String meaning) {
    return new WordType.Word<>(value.id(), value, meaning);
  }

  private static Default<Double> byTask(Function<Network, Double> get) {
    return new Default.ByTask<>(
        task -> Optional.of(get.apply(Network.plain(task.regression()))),
        "`"
            + YamlText.number(get.apply(Network.plain(false)))
            + "`; for a regression `"
            + YamlText.number(get.apply(Network.plain(true)))
            + "`");
  }

  private static Tabular tabular(KeyValues<Tabular> values) {
    Tabular tabular =
        new Tabular(
            values.integer("frequencies"),
            values.number("sigma"),
            values.integer("width"),
            values.bool("clip"),
            values.bool("tails"));
    if (tabular.frequencies() == 0 && !tabular.clip() && !tabular.tails()) {
      throw InputException.at(values.where())
          .expected("`clip`, `tails` or an embedding of some `frequencies`")
          .found("none of them")
          .remedy("use `encoding: none` for the features themselves")
          .exception();
    }
    return tabular;
  }
}

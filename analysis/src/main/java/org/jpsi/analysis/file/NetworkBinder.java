package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Elu;
import org.jpsi.core.nn.LeakyRelu;

/// The network.
final class NetworkBinder {
  private static final int WIDEST = 1 << 16;

  // Softmax ends networks, and the step cannot be trained.
  private static final List<String> ACTIVATIONS =
      Activation.all().stream()
          .map(Activation::name)
          .filter(name -> !name.equals("softmax") && !name.equals("step"))
          .toList();

  private NetworkBinder() {}

  static AnalysisFile.Network network(Optional<Value> value, boolean regression) {
    AnalysisFile.Network unsaid = AnalysisFile.Network.unsaid(regression);
    if (value.isEmpty()) {
      return unsaid;
    }
    Value.Keys keys = value.get().keys("layers", "activation", "normalization", "dropout");
    return new AnalysisFile.Network(
        keys.find("layers")
            .map(v ->
                v.list("a list of widths, as in [128, 128, 64]").stream()
                    .map(width -> width.whole(1, WIDEST))
                    .toList())
            .orElse(unsaid.layers()),
        keys.find("activation").map(NetworkBinder::activation).orElse(unsaid.activation()),
        keys.find("normalization").map(NetworkBinder::normalization).orElse(unsaid.normalization()),
        keys.find("dropout")
            .map(v ->
                v.number(
                    "a rate from 0 to " + Dropout.MAX_RATE, x -> x >= 0 && x <= Dropout.MAX_RATE))
            .orElse(unsaid.dropout()));
  }

  private static Activation activation(Value value) {
    Choice choice = Choice.of(value, "an activation", ACTIVATIONS);
    return switch (choice.name()) {
      case "leakyRelu" ->
          LeakyRelu.of(choice.keys("slope").find("slope", Choice::toOne, LeakyRelu.SLOPE));
      case "elu" ->
          Elu.of(
              choice
                  .keys("alpha")
                  .find(
                      "alpha",
                      v -> v.number("a number from 0 to 100", x -> x >= 0 && x <= 100),
                      Elu.ALPHA));
      default -> {
        choice.keys();
        yield Activation.named(choice.name());
      }
    };
  }

  private static AnalysisFile.Normalization normalization(Value value) {
    List<AnalysisFile.Normalization> all = List.of(AnalysisFile.Normalization.values());
    List<String> ids = all.stream().map(AnalysisFile.Normalization::id).toList();
    return all.get(ids.indexOf(value.oneOf("a normalization", ids)));
  }
}

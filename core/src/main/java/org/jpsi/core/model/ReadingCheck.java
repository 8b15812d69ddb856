package org.jpsi.core.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.Json;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Check of a model before it is written: networks with layers that are not built in are read again
/// from their description and arrays, and must give the same bits for a few events. A layer's
/// description may forget a setting, or its parameters a layer inside.
final class ReadingCheck {
  private static final int EVENTS = 4;

  // Inputs from standard normal numbers: these, categories, and what shapes are found by.
  private static final List<DoubleUnaryOperator> INPUTS =
      List.of(z -> z, z -> z > 0 ? 1 : 0, _ -> 0);

  private ReadingCheck() {}

  /// @param described description and arrays that are about to be written
  static void demandSame(
      Predictor predictor,
      Inputs<Shape> inputs,
      PredictorCodecs codecs,
      Map<String, Object> described,
      Map<String, Safetensors.Array> arrays) {
    if (hasOwnLayers(predictor)) {
      try {
        JsonObject settings = JsonObject.of("predictor", Json.parse(Json.write(described)));
        Safetensors stored = new Safetensors(arrays, Map.of());
        Predictor read = new PredictorReader(codecs, settings, stored, "the model").predictor();
        demandSame(predictor, read, inputs);
      } catch (Json.SyntaxException wrong) {
        throw new IllegalStateException("a description that cannot be read", wrong);
      }
    }
  }

  private static boolean hasOwnLayers(Predictor predictor) {
    return switch (predictor) {
      case NetworkPredictor(var network) -> !SharedLayers.isBuiltIn(network);
      case CombinedPredictor combined ->
          combined.members().stream().anyMatch(ReadingCheck::hasOwnLayers);
      default -> false;
    };
  }

  private static void demandSame(Predictor written, Predictor read, Inputs<Shape> inputs) {
    if (written instanceof NetworkPredictor(var one)
        && read instanceof NetworkPredictor(var other)
        && !SharedLayers.isBuiltIn(one)) {
      INPUTS.forEach(of -> demandSame(one, other, inputs, of));
    } else if (written instanceof CombinedPredictor one
        && read instanceof CombinedPredictor other) {
      for (int i = 0; i < one.members().size(); i++) {
        demandSame(one.members().get(i), other.members().get(i), inputs);
      }
    }
  }

  private static void demandSame(
      Sequential one, Sequential other, Inputs<Shape> shapes, DoubleUnaryOperator of) {
    Inputs<Tensor> inputs = shapes.map((name, shape) -> values(name, shape.prepend(EVENTS), of));
    float[] expected;
    try {
      expected = one.forward(inputs, Mode.inference()).toArray();
    } catch (IllegalArgumentException | InputException _) {
      // an input that it does not take, such as a category
      return;
    }
    String found;
    try {
      float[] outputs = other.forward(inputs, Mode.inference()).toArray();
      int at = Arrays.mismatch(expected, outputs);
      if (at < 0) {
        return;
      }
      found =
          at < Math.min(expected.length, outputs.length)
              ? outputs[at] + " for " + expected[at]
              : "another shape";
    } catch (IllegalArgumentException | InputException refused) {
      found = ProblemText.messageOf(refused);
    }
    throw InputException.at("network")
        .expected(
            "layers of your own that score the same bits when their LayerProvider has built them"
                + " again from "
                + one.spec()
                + " and their parameters were set")
        .found("for made-up events: " + found)
        .remedy(
            "say all settings in spec() and take them in the provider's build; name all layers"
                + " that forward uses in children(), frozen ones too, and other numbers in"
                + " ownParameters() or ownBuffers()")
        .exception();
  }

  private static Tensor values(String name, Shape shape, DoubleUnaryOperator of) {
    Rng rng = Rng.of(1).child(name);
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) of.applyAsDouble(rng.normal(i));
    }
    return Tensor.of(values, shape.sizes());
  }
}

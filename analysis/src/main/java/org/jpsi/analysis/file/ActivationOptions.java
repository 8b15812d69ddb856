package org.jpsi.analysis.file;

import java.util.List;
import org.jpsi.core.nn.Activation;
import org.jpsi.core.nn.Elu;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.LeakyRelu;
import org.jpsi.core.nn.Mish;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Selu;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.nn.Softplus;
import org.jpsi.core.nn.Tanh;

/// Activation options of the analysis file: {@link Activation#all} without softmax, which ends
/// networks, and the step function, which cannot be trained.
final class ActivationOptions {
  static final ChoiceType<Activation> ACTIVATION =
      new ChoiceType<>(
          "an activation",
          List.of(
              NamedOption.of("relu", Relu.of(), "`max(0, x)`."),
              NamedOption.of(
                  "leakyRelu",
                  LeakyRelu.class,
                  "`x` where positive, else `slope x`.",
                  v -> LeakyRelu.of(v.number("slope")),
                  Key.of(
                      "slope",
                      NumberType.TO_ONE,
                      LeakyRelu.SLOPE,
                      LeakyRelu::slope,
                      "the slope for negative `x`")),
              NamedOption.of(
                  "elu",
                  Elu.class,
                  "`x` where positive, else `alpha (exp(x) - 1)` (arXiv:1511.07289).",
                  v -> Elu.of(v.number("alpha")),
                  Key.of(
                      "alpha",
                      NumberType.of("a number", 0, 100),
                      Elu.ALPHA,
                      Elu::alpha,
                      "the limit for large negative `x` is `-alpha`")),
              NamedOption.of("selu", Selu.of(), "Self-normalizing ELU (arXiv:1706.02515)."),
              NamedOption.of(
                  "gelu",
                  Gelu.of(),
                  "`x` times the cumulative normal distribution (arXiv:1606.08415)."),
              NamedOption.of("silu", Silu.of(), "`x sigmoid(x)`, also called swish."),
              NamedOption.of("mish", Mish.of(), "`x tanh(softplus(x))` (arXiv:1908.08681)."),
              NamedOption.of("softplus", Softplus.of(), "`log(1 + exp(x))`."),
              NamedOption.of("sigmoid", Sigmoid.of(), "`1 / (1 + exp(-x))`."),
              NamedOption.of("tanh", Tanh.of(), "Hyperbolic tangent.")),
          List.of());

  private ActivationOptions() {}
}

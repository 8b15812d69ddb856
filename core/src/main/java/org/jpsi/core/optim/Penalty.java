package org.jpsi.core.optim;

import java.util.List;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.tensor.Parameters;

/// L1 and L2 penalty (regularization) on the weights, added to the loss: `l1 sum |w| + l2 / 2 sum
/// w^2`. Its gradient `l1 sign(w) + l2 w` goes through clipping and through the optimizer's
/// moments, as PyTorch's `weight_decay` of SGD, AdaGrad, RMSprop and Adam does (which is `l2`
/// here). The decoupled weight decay of {@link AdamW} is something else: it acts on the weights
/// alone and is no part of any loss.
///
/// @param l1 at least 0; drives weights to 0
/// @param l2 at least 0; keeps weights small
public record Penalty(double l1, double l2) {
  public static final Penalty NONE = new Penalty(0, 0);

  public Penalty {
    SettingCheck.require(l1 >= 0 && l1 < 1e6, "penalty", "l1", "of 0 or more", l1);
    SettingCheck.require(l2 >= 0 && l2 < 1e6, "penalty", "l2", "of 0 or more", l2);
  }

  /// The penalty term on these parameters.
  ///
  /// @param groups whose regularization is a factor on it
  public Term on(Parameters parameters, List<ParameterGroup> groups) {
    return new Term(this, parameters, GroupSegments.of(parameters, groups));
  }

  /// Penalty term on the parameters of one network.
  public static final class Term {
    private final Penalty penalty;
    private final Parameters parameters;
    private final GroupSegments segments;

    private Term(Penalty penalty, Parameters parameters, GroupSegments segments) {
      this.penalty = penalty;
      this.parameters = parameters;
      this.segments = segments;
    }

    /// Whether the penalty is 0 for all weights.
    public boolean isZero() {
      return penalty.l1 == 0 && penalty.l2 == 0;
    }

    /// The current value.
    public double value() {
      double[] sum = new double[1];
      if (!isZero()) {
        float[] w = parameters.read(0, parameters.size());
        segments.within(
            0,
            parameters.size(),
            (from, to, segment) -> {
              double absolute = 0;
              double square = 0;
              for (int i = from; i < to; i++) {
                absolute += Math.abs(w[i]);
                square += (double) w[i] * w[i];
              }
              sum[0] +=
                  segment.regularization() * (penalty.l1 * absolute + 0.5 * penalty.l2 * square);
            });
      }
      return sum[0];
    }

    /// `g = scale g + l1 sign(w) + l2 w` for the elements `from` to `to - 1`.
    public void addTo(float[] gradients, float scale, int from, int to) {
      float[] w = parameters.read(from, to);
      segments.within(
          from,
          to,
          (begin, end, segment) ->
              add(
                  gradients,
                  scale,
                  w,
                  (float) (penalty.l1 * segment.regularization()),
                  (float) (penalty.l2 * segment.regularization()),
                  begin,
                  end));
    }

    private static void add(
        float[] g, float scale, float[] w, float l1, float l2, int from, int to) {
      for (int i = from; i < to; i++) {
        g[i] = Math.fma(l2, w[i], scale * g[i]) + l1 * Math.signum(w[i]);
      }
    }
  }
}

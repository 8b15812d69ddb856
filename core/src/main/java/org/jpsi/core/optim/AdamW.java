package org.jpsi.core.optim;

import org.jpsi.core.errors.SettingCheck;

/// The AdamW optimizer (Loshchilov and Hutter, arXiv:1711.05101): {@link Adam} with decoupled
/// weight decay, not through the moments: first `p -= learningRate weightDecay p`, for all
/// parameters but those whose {@link ParameterGroup} says otherwise. It is no part of the loss: a
/// {@link Penalty} is.
///
/// @param learningRate greater than 0
/// @param weightDecay at least 0
/// @param beta1 in [0, 1)
/// @param beta2 in [0, 1)
/// @param epsilon in (0, 1)
/// @param amsgrad as for {@link Adam}
public record AdamW(
    double learningRate,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    boolean amsgrad)
    implements Optimizer {
  public static final double WEIGHT_DECAY = 0.01;

  public AdamW {
    AdamState.check("adamw", learningRate, beta1, beta2, epsilon);
    SettingCheck.require(
        weightDecay >= 0 && weightDecay < 1e6, "adamw", "weightDecay", "of 0 or more", weightDecay);
  }

  public AdamW(double learningRate, double weightDecay) {
    this(learningRate, weightDecay, Adam.BETA1, Adam.BETA2, Adam.EPSILON);
  }

  public AdamW(
      double learningRate, double weightDecay, double beta1, double beta2, double epsilon) {
    this(learningRate, weightDecay, beta1, beta2, epsilon, false);
  }

  public AdamW() {
    this(Adam.LEARNING_RATE, WEIGHT_DECAY);
  }

  public static AdamW of() {
    return new AdamW();
  }

  public static AdamW of(double learningRate, double weightDecay) {
    return new AdamW(learningRate, weightDecay);
  }

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public State start(int parameters) {
    return AdamState.start(parameters, learningRate, beta1, beta2, epsilon, weightDecay, amsgrad);
  }
}

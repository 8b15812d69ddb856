package org.jpsi.core.model;

import java.util.Arrays;

/// Block of events as a {@link Predictor} sees them: standardized features, and the spectators that
/// it needs.
///
/// @param inputs `[rows, features]`, row-major; not copied
/// @param features inputs per event
/// @param from the row of the first event
/// @param events number of events
/// @param spectators `[spectators][rows]`, in the order in which {@link Predictor#compile} was told
///   of them
public record InputBlock(
    float[] inputs, int features, int from, int events, double[][] spectators) {
  public InputBlock {
    boolean fits = from >= 0 && events >= 0 && inputs.length >= (long) features * (from + events);
    for (double[] spectator : spectators) {
      fits &= spectator.length >= from + events;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "InputBlock: expected ["
              + (from + events)
              + ", "
              + features
              + "] inputs, and as many of"
              + " each spectator, found "
              + inputs.length
              + " inputs and "
              + Arrays.stream(spectators).map(s -> s.length).toList()
              + " spectators");
    }
  }

  /// All events of an array, without spectators.
  ///
  /// @param inputs `[events, features]`, row-major
  public static InputBlock of(float[] inputs, int features) {
    return new InputBlock(inputs, features, 0, inputs.length / features, new double[0][]);
  }

  /// The index of an event's first input.
  ///
  /// @param event of the block, from 0
  public int index(int event) {
    return (from + event) * features;
  }

  /// A spectator's value.
  ///
  /// @param event of the block, from 0
  public double spectator(int spectator, int event) {
    return spectators[spectator][from + event];
  }

  /// Some of the events, not copied.
  ///
  /// @param first of the block, from 0
  public InputBlock slice(int first, int count) {
    return new InputBlock(inputs, features, from + first, count, spectators);
  }

  /// These events, copied, in this order.
  public InputBlock take(int... chosen) {
    float[] rows = new float[Math.multiplyExact(chosen.length, features)];
    double[][] beside = new double[spectators.length][chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(inputs, index(chosen[i]), rows, i * features, features);
      for (int s = 0; s < beside.length; s++) {
        beside[s][i] = spectator(s, chosen[i]);
      }
    }
    return new InputBlock(rows, features, 0, chosen.length, beside);
  }
}

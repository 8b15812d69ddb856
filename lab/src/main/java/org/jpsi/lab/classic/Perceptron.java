package org.jpsi.lab.classic;

import java.util.Arrays;

/// Perceptron: an artificial neuron with a step activation, `y = 1` where `w . x + b > 0`, else 0
/// (Rosenblatt, Psychological Review 65 (1958) 386). It separates two classes by a hyperplane.
public final class Perceptron {
  private final double[] weights;
  private final double bias;

  private Perceptron(double[] weights, double bias) {
    this.weights = weights;
    this.bias = bias;
  }

  /// A perceptron with these weights, one per input; they are copied.
  public static Perceptron of(double bias, double... weights) {
    if (weights.length == 0) {
      throw new IllegalArgumentException("Perceptron: expected at least one weight, found none");
    }
    return new Perceptron(weights.clone(), bias);
  }

  /// A perceptron with all weights and the bias 0: its output is always 0.
  public static Perceptron zero(int inputs) {
    return of(0, new double[inputs]);
  }

  public int inputs() {
    return weights.length;
  }

  /// The weight of input `i`, from 0.
  public double weight(int i) {
    return weights[i];
  }

  /// A copy of all weights, without the bias.
  public double[] weights() {
    return weights.clone();
  }

  /// The bias: the weight of a constant input 1.
  public double bias() {
    return bias;
  }

  /// The weighted sum `w . x + b`, in the order of the inputs, the bias last.
  public double sum(double... x) {
    if (x.length != weights.length) {
      throw new IllegalArgumentException(
          "Perceptron: expected " + weights.length + " inputs, found " + x.length);
    }
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weights[i] * x[i];
    }
    return sum + bias;
  }

  /// The class: 1 where the sum is greater than 0, else 0.
  public int output(double... x) {
    return sum(x) > 0 ? 1 : 0;
  }

  /// Applies the perceptron rule to one event: `w_i + r (d - y) x_i`, and `b + r (d - y)`. Where
  /// the output is right, returns this perceptron itself.
  ///
  /// @param learningRate `r`
  /// @param desired `d`, 0 or 1
  public Perceptron updated(double learningRate, double[] x, int desired) {
    int error = desired - output(x);
    if (error == 0) {
      return this;
    }
    double[] next = weights.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] += learningRate * error * x[i];
    }
    return new Perceptron(next, bias + learningRate * error);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Perceptron p
        && Arrays.equals(weights, p.weights)
        && Double.compare(bias, p.bias) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(weights) + Double.hashCode(bias);
  }

  @Override
  public String toString() {
    return "Perceptron(w " + Arrays.toString(weights) + ", b " + bias + ")";
  }
}

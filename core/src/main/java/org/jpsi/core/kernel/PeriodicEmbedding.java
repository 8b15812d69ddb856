package org.jpsi.core.kernel;

import java.util.Arrays;

/// Packed weights of a periodic embedding of columns of numbers, or their gradient: of column c
/// with value x, `y[k] = bias[k] + sum over j of weight[k, j] cos(2 pi x frequency[j] + phase[j])`.
///
/// Columns lie side by side in blocks of 16, the last one filled up with zeros, and numbers y in
/// groups of 4, so that vectors run along columns whatever their width, and every index is a
/// constant times a loop's. Phases are in turns, and gradients by frequencies lack a factor of 2
/// pi.
public final class PeriodicEmbedding {
  /// The columns of a block.
  static final int BLOCK = 16;

  /// The numbers that are summed side by side.
  static final int GROUP = 4;

  static final int GROUP_SIZE = GROUP * BLOCK;

  private static final float TWO_PI = 6.2831855f;
  private static final float TURN = 0.15915494f;
  // Beyond it turns would not be taken off exactly; such waves are noise.
  private static final float MOST_TURNS = 1 << 18;

  private final int columns;
  private final int frequencies;
  private final int width;
  private final int groups;
  // [blocks, frequencies, BLOCK] both
  final float[] frequency;
  final float[] phase;
  // [blocks, groups, frequencies, GROUP, BLOCK]
  final float[] weight;
  // [blocks, groups, GROUP, BLOCK]
  final float[] bias;

  private PeriodicEmbedding(int columns, int frequencies, int width) {
    this.columns = columns;
    this.frequencies = frequencies;
    this.width = width;
    this.groups = (width + GROUP - 1) / GROUP;
    int padded = blocks() * BLOCK;
    frequency = new float[padded * frequencies];
    phase = new float[padded * frequencies];
    weight = new float[padded * frequencies * groups * GROUP];
    bias = new float[padded * groups * GROUP];
  }

  /// Weights of zeros.
  ///
  /// @param width numbers that each column becomes
  public static PeriodicEmbedding of(int columns, int frequencies, int width) {
    return new PeriodicEmbedding(columns, frequencies, width);
  }

  int columns() {
    return columns;
  }

  int frequencies() {
    return frequencies;
  }

  int width() {
    return width;
  }

  int blocks() {
    return (columns + BLOCK - 1) / BLOCK;
  }

  int groups() {
    return groups;
  }

  /// Takes frequencies and phases, each `[columns, frequencies]`.
  public void packWaves(float[] frequencies, int frequenciesAt, float[] phases, int phasesAt) {
    for (int c = 0; c < columns; c++) {
      for (int j = 0; j < this.frequencies; j++) {
        int i = c * this.frequencies + j;
        frequency[wave(c, j)] = bounded(frequencies[frequenciesAt + i]);
        phase[wave(c, j)] = bounded(TURN * phases[phasesAt + i]);
      }
    }
  }

  private static float bounded(float turns) {
    return Math.max(-MOST_TURNS, Math.min(turns, MOST_TURNS));
  }

  /// Takes weights `[columns, width, frequencies]` and biases `[columns, width]`.
  public void packLinear(float[] weights, int weightsAt, float[] biases, int biasesAt) {
    for (int c = 0; c < columns; c++) {
      for (int k = 0; k < width; k++) {
        int row = c * width + k;
        bias[number(c, k)] = biases[biasesAt + row];
        for (int j = 0; j < frequencies; j++) {
          weight[weight(c, k, j)] = weights[weightsAt + row * frequencies + j];
        }
      }
    }
  }

  /// Sets all to 0.
  public void clear() {
    for (float[] values : new float[][] {frequency, phase, weight, bias}) {
      Arrays.fill(values, 0);
    }
  }

  /// Adds the gradient by frequencies, `[columns, frequencies]`.
  public void addFrequencies(float[] into) {
    for (int c = 0; c < columns; c++) {
      for (int j = 0; j < frequencies; j++) {
        into[c * frequencies + j] += TWO_PI * frequency[wave(c, j)];
      }
    }
  }

  /// Adds the gradient by phases, `[columns, frequencies]`.
  public void addPhases(float[] into) {
    for (int c = 0; c < columns; c++) {
      for (int j = 0; j < frequencies; j++) {
        into[c * frequencies + j] += phase[wave(c, j)];
      }
    }
  }

  /// Adds the gradient by weights, `[columns, width, frequencies]`.
  public void addWeights(float[] into) {
    for (int c = 0; c < columns; c++) {
      for (int k = 0; k < width; k++) {
        for (int j = 0; j < frequencies; j++) {
          into[(c * width + k) * frequencies + j] += weight[weight(c, k, j)];
        }
      }
    }
  }

  /// Adds the gradient by biases, `[columns, width]`.
  public void addBiases(float[] into) {
    for (int c = 0; c < columns; c++) {
      for (int k = 0; k < width; k++) {
        into[c * width + k] += bias[number(c, k)];
      }
    }
  }

  // Where frequency j of a column lies.
  int wave(int column, int j) {
    return (column / BLOCK * frequencies + j) * BLOCK + column % BLOCK;
  }

  // Where the bias of its number k lies.
  private int number(int column, int k) {
    int group = column / BLOCK * groups + k / GROUP;
    return group * GROUP_SIZE + k % GROUP * BLOCK + column % BLOCK;
  }

  // Where the weight of number k and frequency j lies.
  int weight(int column, int k, int j) {
    int group = column / BLOCK * groups + k / GROUP;
    return (group * frequencies + j) * GROUP_SIZE + k % GROUP * BLOCK + column % BLOCK;
  }
}

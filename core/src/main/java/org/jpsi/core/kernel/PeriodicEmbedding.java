package org.jpsi.core.kernel;

import java.util.Arrays;

/// Packed weights of a periodic embedding of columns of numbers, or their gradient: of column c, of
/// which w is `2 pi` times the value, `y[k] = bias[k] + sum over j of weight[k, j] cos(w
/// frequency[j] + phase[j])`.
///
/// Columns lie side by side in blocks of 16, the last one filled up with zeros, so that vectors run
/// along columns whatever their width, and every index is 16 times a loop's.
public final class PeriodicEmbedding {
  /// The columns of a block.
  public static final int BLOCK = 16;

  private final int columns;
  private final int frequencies;
  private final int width;
  // Each [blocks, .., BLOCK]: [frequencies] of the first two, [width, frequencies], [width].
  final float[] frequency;
  final float[] phase;
  final float[] weight;
  final float[] bias;

  private PeriodicEmbedding(int columns, int frequencies, int width) {
    this.columns = columns;
    this.frequencies = frequencies;
    this.width = width;
    int padded = blocks() * BLOCK;
    frequency = new float[padded * frequencies];
    phase = new float[padded * frequencies];
    weight = new float[padded * frequencies * width];
    bias = new float[padded * width];
  }

  /// Weights of zeros.
  ///
  /// @param width numbers that each column becomes
  public static PeriodicEmbedding of(int columns, int frequencies, int width) {
    return new PeriodicEmbedding(columns, frequencies, width);
  }

  public int frequencies() {
    return frequencies;
  }

  public int width() {
    return width;
  }

  public int blocks() {
    return (columns + BLOCK - 1) / BLOCK;
  }

  /// The distance of two events' numbers of the columns.
  public int stride() {
    return blocks() * BLOCK;
  }

  /// Takes frequencies and phases, each `[columns, frequencies]`.
  public void packWaves(float[] frequencies, int frequenciesAt, float[] phases, int phasesAt) {
    pack(frequencies, frequenciesAt, this.frequencies, frequency);
    pack(phases, phasesAt, this.frequencies, phase);
  }

  /// Takes weights `[columns, width, frequencies]` and biases `[columns, width]`.
  public void packLinear(float[] weights, int weightsAt, float[] biases, int biasesAt) {
    pack(weights, weightsAt, width * frequencies, weight);
    pack(biases, biasesAt, width, bias);
  }

  /// Sets all to 0.
  public void clear() {
    for (float[] values : new float[][] {frequency, phase, weight, bias}) {
      Arrays.fill(values, 0);
    }
  }

  /// `into += frequencies`, `[columns, frequencies]`.
  public void addFrequencies(float[] into) {
    add(frequency, frequencies, into);
  }

  /// `into += phases`, `[columns, frequencies]`.
  public void addPhases(float[] into) {
    add(phase, frequencies, into);
  }

  /// `into += weights`, `[columns, width, frequencies]`.
  public void addWeights(float[] into) {
    add(weight, width * frequencies, into);
  }

  /// `into += biases`, `[columns, width]`.
  public void addBiases(float[] into) {
    add(bias, width, into);
  }

  private void pack(float[] values, int at, int perColumn, float[] into) {
    for (int c = 0; c < columns; c++) {
      int begin = place(c, perColumn);
      for (int i = 0; i < perColumn; i++) {
        into[begin + BLOCK * i] = values[at + c * perColumn + i];
      }
    }
  }

  private void add(float[] values, int perColumn, float[] into) {
    for (int c = 0; c < columns; c++) {
      int begin = place(c, perColumn);
      for (int i = 0; i < perColumn; i++) {
        into[c * perColumn + i] += values[begin + BLOCK * i];
      }
    }
  }

  // Where a column's first number lies.
  static int place(int column, int perColumn) {
    return column / BLOCK * perColumn * BLOCK + column % BLOCK;
  }
}

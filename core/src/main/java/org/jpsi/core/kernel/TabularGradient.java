package org.jpsi.core.kernel;

import java.util.Arrays;

/// Gradient by the parameters of a {@link TabularEncoder}, of some events.
public final class TabularGradient {
  private final PeriodicEmbedding periodic;
  private final float[] scale;
  private final float[][] tables;

  private TabularGradient(PeriodicEmbedding periodic, float[] scale, float[][] tables) {
    this.periodic = periodic;
    this.scale = scale;
    this.tables = tables;
  }

  static TabularGradient of(TabularLayout layout, PeriodicEmbedding weights, float[][] tables) {
    float[][] gradients = new float[tables.length][];
    for (int i = 0; i < tables.length; i++) {
      gradients[i] = new float[tables[i].length];
    }
    return new TabularGradient(
        PeriodicEmbedding.of(layout.numeric().length, weights.frequencies(), weights.width()),
        new float[layout.outputs() + PeriodicEmbedding.BLOCK],
        gradients);
  }

  public PeriodicEmbedding periodic() {
    return periodic;
  }

  /// By the factor of each output; what lies behind them is none.
  public float[] scale() {
    return scale;
  }

  /// By the table of each embedded category.
  public float[] table(int i) {
    return tables[i];
  }

  /// Sets all to 0.
  public void clear() {
    periodic.clear();
    Arrays.fill(scale, 0);
    for (float[] table : tables) {
      Arrays.fill(table, 0);
    }
  }
}

package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorPackTest {
  private static final int MOST = 27;

  /// Row r, k of a panel is at `k * width + r`, whichever way the source lies, whole squares of 8 x
  /// 8 or not; the panel's other rows are zeros, and nothing else is written.
  @Test
  void aPanelHoldsItsRowsSideBySide() {
    for (int rows : new int[] {1, 3, 7, 8, 9, 12, 16, 23, 24}) {
      for (int width : new int[] {rows, 24, 25}) {
        for (int kc : new int[] {1, 5, 7, 8, 9, 16, 19}) {
          if (width >= rows) {
            panel(rows, width, kc, false);
            panel(rows, width, kc, true);
          }
        }
      }
    }
  }

  private static void panel(int rows, int width, int kc, boolean transposed) {
    float[] values = new float[MOST * MOST];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    int row = 2;
    int k = 3;
    Matrix plain = Matrix.of(values, 0, MOST, MOST);
    Matrix x = transposed ? plain.transpose() : plain;
    int at = 4;
    float[] panel = new float[at + kc * width + 1];
    panel[at - 1] = -1;
    panel[at + kc * width] = -2;
    float[] expected = panel.clone();
    for (int i = 0; i < kc; i++) {
      for (int r = 0; r < rows; r++) {
        int line = transposed ? k + i : row + r;
        int place = transposed ? row + r : k + i;
        expected[at + i * width + r] = values[line * MOST + place];
      }
    }
    VectorPack.rows(x, row, rows, width, k, kc, panel, at);
    assertThat(panel)
        .as("%s rows of %s, k %s, transposed %s", rows, width, kc, transposed)
        .isEqualTo(expected);
  }
}

package org.jpsi.core.kernel;

import java.util.Arrays;

/// Where the numbers of numeric columns lie in the blocks that kernels compute, and where in an
/// event's outputs: pieces of 16, the last one of each kind shorter, in ascending order of outputs.
///
/// @param at of the chunk's first event, in the blocks
/// @param step to the next event, in the blocks
/// @param output in an event's outputs
record TabularPieces(int[] at, int[] step, int[] output) {
  private static final int BLOCK = PeriodicEmbedding.BLOCK;
  private static final int CHUNK = PeriodicKernels.CHUNK;

  /// Of numbers of one kind, of all columns.
  ///
  /// @param first where those of the first block lie
  /// @param distance of two blocks
  static TabularPieces of(int columns, int first, int distance, int step, int output) {
    int blocks = (columns + BLOCK - 1) / BLOCK;
    TabularPieces pieces = new TabularPieces(new int[blocks], new int[blocks], new int[blocks]);
    for (int b = 0; b < blocks; b++) {
      pieces.at[b] = first + b * distance;
      pieces.step[b] = step;
      pieces.output[b] = output + b * BLOCK;
    }
    return pieces;
  }

  /// Of the numbers of the periodic embedding.
  static TabularPieces embeddings(TabularLayout layout, PeriodicEmbedding weights, int first) {
    TabularPieces all = new TabularPieces(new int[0], new int[0], new int[0]);
    for (int k = 0; layout.hasWaves() && k < layout.width(); k++) {
      int group = k / PeriodicEmbedding.GROUP * CHUNK * PeriodicEmbedding.GROUP_SIZE;
      int at = first + group + k % PeriodicEmbedding.GROUP * BLOCK;
      int distance = weights.groups() * CHUNK * PeriodicEmbedding.GROUP_SIZE;
      int output = layout.embeddingsAt() + k * layout.numeric().length;
      int step = PeriodicEmbedding.GROUP_SIZE;
      all = all.and(of(layout.numeric().length, at, distance, step, output));
    }
    return all;
  }

  /// These, and others behind them.
  TabularPieces and(TabularPieces other) {
    return new TabularPieces(
        joined(at, other.at), joined(step, other.step), joined(output, other.output));
  }

  private static int[] joined(int[] one, int[] other) {
    int[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  int count() {
    return at.length;
  }
}

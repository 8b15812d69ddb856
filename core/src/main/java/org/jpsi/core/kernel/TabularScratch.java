package org.jpsi.core.kernel;

/// Scratch arrays of a thread that encodes tables, as large as the largest table of the thread
/// needed.
final class TabularScratch {
  /// The events encoded together.
  static final int CHUNK = 32;

  private static final ThreadLocal<TabularScratch> OF_THREAD =
      ThreadLocal.withInitial(TabularScratch::new);

  // Of a chunk's events: values of numeric columns, clipped and times 2 pi, and tails; embeddings.
  float[] values = {};
  float[] clipped = {};
  float[] angles = {};
  float[] tails = {};
  float[] embeddings = {};
  // Of a tile's events.
  float[] waves = {};
  float[] slopes = {};
  float[] adjoints = {};

  private TabularScratch() {}

  static TabularScratch ofThread(PeriodicEmbedding weights) {
    TabularScratch scratch = OF_THREAD.get();
    scratch.grow(weights);
    return scratch;
  }

  private void grow(PeriodicEmbedding weights) {
    int numbers = CHUNK * weights.stride();
    if (values.length < numbers) {
      values = new float[numbers];
      clipped = new float[numbers];
      angles = new float[numbers];
      tails = new float[numbers];
    }
    if (embeddings.length < numbers * weights.width()) {
      embeddings = new float[numbers * weights.width()];
    }
    int tile = PeriodicKernels.TILE * weights.frequencies() * PeriodicEmbedding.BLOCK;
    if (waves.length < tile) {
      waves = new float[tile];
      slopes = new float[tile];
      adjoints = new float[tile];
    }
  }
}

package org.jpsi.core.kernel;

/// Scratch arrays of a thread that encodes tables, as large as the largest table of the thread
/// needed; of up to {@link PeriodicKernels#CHUNK} events.
final class TabularScratch {
  private static final ThreadLocal<TabularScratch> OF_THREAD =
      ThreadLocal.withInitial(TabularScratch::new);

  // Of numeric columns.
  float[] values = {};
  float[] tails = {};
  // What they become: clipped ones, then tails, then embeddings.
  float[] blocks = {};
  // The gradient by embeddings.
  float[] adjoints = {};
  // Outputs before their factors.
  float[] raw = {};

  private TabularScratch() {}

  /// @param numbers of the numeric columns of a chunk
  /// @param embedded what these become
  /// @param outputs of a chunk
  static TabularScratch ofThread(int numbers, int embedded, int outputs) {
    TabularScratch scratch = OF_THREAD.get();
    if (scratch.values.length < numbers) {
      scratch.values = new float[numbers];
      scratch.tails = new float[numbers];
    }
    if (scratch.adjoints.length < embedded) {
      scratch.adjoints = new float[embedded];
    }
    if (scratch.blocks.length < 2 * numbers + embedded) {
      scratch.blocks = new float[2 * numbers + embedded];
    }
    if (scratch.raw.length < outputs) {
      scratch.raw = new float[outputs];
    }
    return scratch;
  }
}

package org.jpsi.core.kernel;

import java.util.Arrays;

/// Encoding of the rows of a table, by a {@link TabularLayout} and a copy of the parameters: what
/// tensors and the inference of single events both compute. Threads share one whose parameters are
/// set no more.
///
/// Of a number x that is missing, all outputs but the indicator are 0, and no gradient passes. Else
/// with `c = x / sqrt(1 + (x / 3)^2)`: c, `asinh(x)`, and the {@link PeriodicEmbedding} of c; each
/// output times its factor.
public final class TabularEncoder {
  private static final float TWO_PI = 6.2831855f;
  private static final float THIRD = 1 / 3f;
  // x / sqrt(1 + (x / 3)^2) is 3 in float32, and the square no infinity.
  private static final float BOUND = 1e9f;

  private static final int BLOCK = PeriodicEmbedding.BLOCK;
  private static final int CHUNK = PeriodicKernels.CHUNK;
  private static final float[] NONE = {};

  private final TabularLayout layout;
  private final PeriodicEmbedding weights;
  private final float[] scale;
  // Of each embedded category, row-major.
  private final float[][] tables;
  private final int outputs;
  // Of all that numeric columns become, and of their embeddings alone.
  private final TabularPieces pieces;
  private final TabularPieces embedded;

  private TabularEncoder(TabularLayout layout) {
    this.layout = layout;
    this.weights =
        layout.hasWaves()
            ? PeriodicEmbedding.of(layout.numeric().length, layout.frequencies(), layout.width())
            : PeriodicEmbedding.of(layout.numeric().length, 0, 0);
    this.outputs = layout.outputs();
    this.scale = new float[outputs + BLOCK];
    this.tables = tables(layout);
    this.embedded = TabularPieces.embeddings(layout, weights, 0);
    int columns = layout.numeric().length;
    int none = 0;
    this.pieces =
        TabularPieces.of(layout.clip() ? columns : none, 0, CHUNK * BLOCK, BLOCK, 0)
            .and(
                TabularPieces.of(
                    layout.tail() ? columns : none,
                    numbers(),
                    CHUNK * BLOCK,
                    BLOCK,
                    layout.tailsAt()))
            .and(TabularPieces.embeddings(layout, weights, 2 * numbers()));
  }

  private static float[][] tables(TabularLayout layout) {
    int[] widths = Arrays.stream(layout.embedded()).filter(width -> width > 0).toArray();
    float[][] tables = new float[widths.length][];
    for (int i = 0, at = 0; i < layout.category().length; i++) {
      if (layout.embedded()[i] > 0) {
        tables[at++] = new float[layout.categories()[i] * layout.embedded()[i]];
      }
    }
    return tables;
  }

  /// An encoder with parameters of zeros, to be set.
  public static TabularEncoder of(TabularLayout layout) {
    return new TabularEncoder(layout);
  }

  public TabularLayout layout() {
    return layout;
  }

  public PeriodicEmbedding periodic() {
    return weights;
  }

  /// Takes the factor of each output.
  public void scale(float[] factors, int at) {
    System.arraycopy(factors, at, scale, 0, outputs);
  }

  /// Takes the table of the i-th embedded category, `[categories, width]`.
  public void table(int i, float[] values, int at) {
    System.arraycopy(values, at, tables[i], 0, tables[i].length);
  }

  /// A gradient by the parameters.
  public TabularGradient gradient() {
    return TabularGradient.of(layout, weights, tables);
  }

  /// The length of the array of raw outputs of `n` events.
  public int rawSize(int n) {
    return n * outputs + BLOCK;
  }

  /// The length of the array of clipped numbers of `n` events.
  public int clippedSize(int n) {
    return (n + CHUNK - 1) / CHUNK * numbers();
  }

  // Of a chunk.
  private int numbers() {
    return weights.blocks() * BLOCK * CHUNK;
  }

  private TabularScratch scratch() {
    int embedded = numbers() * weights.groups() * PeriodicEmbedding.GROUP;
    return TabularScratch.ofThread(numbers(), embedded, rawSize(CHUNK));
  }

  /// Encodes `n` rows.
  ///
  /// @param x `[n, inputs]` from `from`
  /// @param raw outputs before their factors, which backward needs
  /// @param clipped numbers, which backward needs
  /// @param y `[n, outputs]` from index 0
  /// @throws WrongCategoryException where a category is none
  public void forward(float[] x, int from, int n, float[] raw, float[] clipped, float[] y) {
    TabularScratch scratch = scratch();
    for (int done = 0; done < n; done += CHUNK) {
      int events = Math.min(CHUNK, n - done);
      int at = from + done * layout.inputs();
      int row = done * outputs;
      chunk(x, at, events, scratch, clipped, done / CHUNK * numbers(), raw, row, y, row);
    }
  }

  /// The same where no gradient is wanted.
  ///
  /// @param y `[n, outputs]` from `to`
  public void forward(float[] x, int from, int n, float[] y, int to) {
    TabularScratch scratch = scratch();
    for (int done = 0; done < n; done += CHUNK) {
      int events = Math.min(CHUNK, n - done);
      int at = from + done * layout.inputs();
      int row = to + done * outputs;
      chunk(x, at, events, scratch, NONE, 0, scratch.raw, 0, y, row);
    }
  }

  private void chunk(
      float[] x,
      int at,
      int events,
      TabularScratch scratch,
      float[] clipped,
      int clippedAt,
      float[] raw,
      int rawAt,
      float[] y,
      int to) {
    PeriodicKernels kernels = kernels(events);
    values(x, at, events, scratch.values);
    float[] blocks = scratch.blocks;
    // blocks of a whole chunk lie one after the other
    int step = events == CHUNK ? Math.max(1, numbers()) : CHUNK * BLOCK;
    int n = events == CHUNK ? numbers() : events * BLOCK;
    for (int begin = 0; begin < numbers(); begin += step) {
      clip(scratch.values, blocks, begin, begin + n);
      if (layout.tail()) {
        tails(scratch.values, scratch.tails, begin, begin + n);
        System.arraycopy(scratch.tails, begin, blocks, numbers() + begin, n);
      }
    }
    if (layout.hasWaves()) {
      kernels.forward(weights, blocks, 0, events, blocks, 2 * numbers());
    }
    System.arraycopy(blocks, 0, clipped, clippedAt, clipped.length == 0 ? 0 : numbers());
    kernels.toRows(pieces, blocks, events, raw, rawAt, outputs);
    for (int i = 0; i < events; i++) {
      int row = rawAt + i * outputs;
      indicators(x, at + i * layout.inputs(), raw, row);
      categories(x, at + i * layout.inputs(), raw, row + layout.categoriesAt());
      int output = to + i * outputs;
      for (int j = 0; j < outputs; j++) {
        y[output + j] = scale[j] * raw[row + j];
      }
    }
  }

  private PeriodicKernels kernels(int n) {
    return Kernels.INSTANCE.periodic(
        (long) n * weights.blocks() * BLOCK * Math.max(1, weights.frequencies()));
  }

  // Those of numeric columns, 0 where they are missing.
  private void values(float[] x, int at, int events, float[] values) {
    int[] numeric = layout.numeric();
    for (int i = 0; i < events; i++) {
      int row = at + i * layout.inputs();
      for (int b = 0; b < weights.blocks(); b++) {
        int to = (b * CHUNK + i) * BLOCK;
        int first = b * BLOCK;
        int filled = Math.min(BLOCK, numeric.length - first);
        for (int c = 0; c < filled; c++) {
          values[to + c] = x[row + numeric[first + c]];
        }
      }
      for (int c : layout.missing()) {
        int to = (c / BLOCK * CHUNK + i) * BLOCK + c % BLOCK;
        values[to] = Float.isNaN(values[to]) ? 0 : values[to];
      }
    }
  }

  private static void clip(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      float bounded = Math.max(-BOUND, Math.min(x[i], BOUND));
      float third = THIRD * bounded;
      y[i] = bounded / (float) Math.sqrt(Math.fma(third, third, 1f));
    }
  }

  // asinh(x) = log1p(a + a b) with the sign of x, a = |x| and b = a / (1 + sqrt(1 + a^2)); infinite
  // from 1.7e38 on.
  private static void tails(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      float a = Math.abs(x[i]);
      float b = Math.min(a, BOUND);
      b = b / (1f + (float) Math.sqrt(Math.fma(b, b, 1f)));
      y[i] = Math.fma(a, b, a);
    }
    Kernels.INSTANCE.log1p(y, from, y, from, to - from);
    for (int i = from; i < to; i++) {
      y[i] *= Math.signum(x[i]);
    }
  }

  private void indicators(float[] x, int from, float[] y, int to) {
    int levels = to + layout.levelsAt();
    for (int k = 0; k < layout.levelColumn().length; k++) {
      float value = x[from + layout.numeric()[layout.levelColumn()[k]]];
      float level = Float.intBitsToFloat(layout.levelBits()[k]);
      y[levels + k] = Float.isNaN(value) ? value : value == level ? 1 : 0;
    }
    for (int k = 0; k < layout.missing().length; k++) {
      int c = layout.missing()[k];
      boolean missing = Float.isNaN(x[from + layout.numeric()[c]]);
      y[to + layout.missingAt() + k] = missing ? 1 : 0;
      if (missing) {
        clear(c, y, to);
      }
    }
  }

  // Sets to 0 what a missing number of numeric column c would give.
  private void clear(int c, float[] y, int to) {
    int columns = layout.numeric().length;
    for (int k = 0; layout.hasWaves() && k < layout.width(); k++) {
      y[to + layout.embeddingsAt() + k * columns + c] = 0;
    }
    for (int k = 0; k < layout.levelColumn().length; k++) {
      if (layout.levelColumn()[k] == c) {
        y[to + layout.levelsAt() + k] = 0;
      }
    }
  }

  private void categories(float[] x, int from, float[] y, int to) {
    int at = to;
    int table = 0;
    for (int i = 0; i < layout.category().length; i++) {
      float value = x[from + layout.category()[i]];
      int width = layout.categoryWidth(i);
      boolean embedded = layout.embedded()[i] > 0;
      if (TabularLayout.isWrong(value, layout.categories()[i])) {
        throw new WrongCategoryException(value, layout.category()[i], layout.categories()[i]);
      }
      if (!Float.isFinite(value)) {
        Arrays.fill(y, at, at + width, Float.NaN);
      } else if (embedded) {
        System.arraycopy(tables[table], (int) value * width, y, at, width);
      } else {
        Arrays.fill(y, at, at + width, 0);
        y[at + (int) value] = 1;
      }
      table += embedded ? 1 : 0;
      at += width;
    }
  }

  /// Adds to the gradient by the parameters, summed in ascending order of events.
  ///
  /// @param x what {@link #forward} was given
  /// @param first of the events, a multiple of 32
  /// @param n how many from it
  /// @param raw what forward wrote for all events, and `clipped`
  /// @param g the gradient by y, from index 0
  public void backward(
      float[] x,
      int from,
      int first,
      int n,
      float[] raw,
      float[] clipped,
      float[] g,
      TabularGradient gradient) {
    TabularScratch scratch = scratch();
    PeriodicKernels kernels = kernels(n);
    for (int i = first; i < first + n; i++) {
      int row = i * outputs;
      kernels.addProducts(raw, row, g, row, gradient.scale(), outputs);
      tables(x, from + i * layout.inputs(), g, row, gradient);
    }
    for (int begin = first; layout.hasWaves() && begin < first + n; begin += CHUNK) {
      int events = Math.min(CHUNK, first + n - begin);
      float[] adjoints = scratch.adjoints;
      // numbers behind the last one of a group have no gradient
      Arrays.fill(adjoints, 0);
      kernels.fromRows(embedded, g, begin * outputs, outputs, scale, events, adjoints);
      for (int i = 0; layout.missing().length > 0 && i < events; i++) {
        noneOfMissing(x, from + (begin + i) * layout.inputs(), i, adjoints);
      }
      int at = begin / CHUNK * numbers();
      kernels.backward(weights, clipped, at, adjoints, events, gradient.periodic());
    }
  }

  // Where number k of the first block lies for the chunk's i-th event.
  private static int number(int k, int i) {
    int group = k / PeriodicEmbedding.GROUP * CHUNK + i;
    return group * PeriodicEmbedding.GROUP_SIZE + k % PeriodicEmbedding.GROUP * BLOCK;
  }

  private void noneOfMissing(float[] x, int from, int i, float[] adjoints) {
    int distance = weights.groups() * CHUNK * PeriodicEmbedding.GROUP_SIZE;
    for (int c : layout.missing()) {
      if (Float.isNaN(x[from + layout.numeric()[c]])) {
        for (int k = 0; k < layout.width(); k++) {
          adjoints[number(k, i) + c / BLOCK * distance + c % BLOCK] = 0;
        }
      }
    }
  }

  private void tables(float[] x, int from, float[] g, int row, TabularGradient gradient) {
    int at = layout.categoriesAt();
    int table = 0;
    for (int i = 0; i < layout.category().length; i++) {
      int width = layout.categoryWidth(i);
      if (layout.embedded()[i] > 0) {
        float value = x[from + layout.category()[i]];
        float[] into = gradient.table(table++);
        for (int k = 0; k < width && Float.isFinite(value); k++) {
          into[(int) value * width + k] += g[row + at + k] * scale[at + k];
        }
      }
      at += width;
    }
  }

  /// Adds to the gradient by x, of numeric columns: those of categories have none.
  ///
  /// @param g the gradient by y from index 0
  /// @param dx `[n, inputs]` from index 0
  public void backwardInputs(float[] x, int from, int n, float[] g, float[] dx) {
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < layout.numeric().length; c++) {
        int at = i * layout.inputs() + layout.numeric()[c];
        float value = x[from + at];
        if (!Float.isNaN(value) || Arrays.stream(layout.missing()).noneMatch(missing(c))) {
          dx[at] += derivative(value, c, g, i * outputs);
        }
      }
    }
  }

  private static java.util.function.IntPredicate missing(int column) {
    return c -> c == column;
  }

  // Of all that numeric column c gives, by its value.
  private float derivative(float x, int c, float[] g, int row) {
    int columns = layout.numeric().length;
    float bounded = Math.max(-BOUND, Math.min(x, BOUND));
    float root = (float) Math.sqrt(Math.fma(THIRD * bounded, THIRD * bounded, 1f));
    float byClipped = layout.clip() ? g[row + c] * scale[c] : 0;
    for (int j = 0; layout.hasWaves() && j < weights.frequencies(); j++) {
      float adjoint = 0;
      for (int k = 0; k < weights.width(); k++) {
        int output = layout.embeddingsAt() + k * columns + c;
        float weight = weights.weight[weights.weight(c, k, j)];
        adjoint = Math.fma(weight, g[row + output] * scale[output], adjoint);
      }
      float frequency = weights.frequency[weights.wave(c, j)];
      float turns = Math.fma(bounded / root, frequency, weights.phase[weights.wave(c, j)]);
      byClipped = Math.fma(-ScalarPeriodic.sin(turns) * adjoint, TWO_PI * frequency, byClipped);
    }
    int tail = layout.tailsAt() + c;
    float byTail = layout.tail() ? g[row + tail] * scale[tail] : 0;
    return byClipped / (root * root * root)
        + byTail / (float) Math.sqrt(Math.fma(bounded, bounded, 1f));
  }
}

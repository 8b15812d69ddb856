package org.jpsi.core.kernel;

import java.util.Arrays;

/// Encoding of the rows of a table, by a {@link TabularLayout} and a copy of the parameters: what
/// tensors and the inference of single events both compute. Threads share one whose parameters are
/// set no more.
///
/// Of a number x that is missing, all outputs but the indicator are 0, and no gradient passes. Else
/// with `c = x / sqrt(1 + (x / 3)^2)`: c, `asinh(x)`, and the {@link PeriodicEmbedding} of `2 pi
/// c`; each output times its factor.
public final class TabularEncoder {
  static final float TWO_PI = 6.2831855f;
  // x / sqrt(1 + (x / 3)^2) is 3 in float32, and the square no infinity.
  private static final float BOUND = 1e9f;

  private static final int BLOCK = PeriodicEmbedding.BLOCK;

  private final TabularLayout layout;
  private final PeriodicEmbedding weights;
  private final float[] scale;
  // Of each embedded category, row-major.
  private final float[][] tables;
  private final int outputs;

  private TabularEncoder(TabularLayout layout) {
    this.layout = layout;
    this.weights =
        layout.hasWaves()
            ? PeriodicEmbedding.of(layout.numeric().length, layout.frequencies(), layout.width())
            : PeriodicEmbedding.of(layout.numeric().length, 0, 0);
    this.outputs = layout.outputs();
    this.scale = new float[outputs];
    this.tables = tables(layout);
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

  /// Encodes `n` rows.
  ///
  /// @param x `[n, inputs]` from `from`
  /// @param raw outputs before their factors, from `rawAt`: backward needs them; may be `y`
  /// @param y `[n, outputs]` from `to`
  /// @throws WrongCategoryException where a category is none
  public void forward(float[] x, int from, int n, float[] raw, int rawAt, float[] y, int to) {
    TabularScratch scratch = TabularScratch.ofThread(weights);
    PeriodicKernels kernels = Kernels.INSTANCE.periodic(work(n));
    for (int done = 0; done < n; done += TabularScratch.CHUNK) {
      int events = Math.min(TabularScratch.CHUNK, n - done);
      int at = from + done * layout.inputs();
      numbers(x, at, events, scratch);
      if (layout.tail()) {
        tails(events, scratch);
      }
      if (layout.hasWaves()) {
        kernels.forward(weights, scratch.angles, events, scratch.embeddings, scratch.waves);
      }
      for (int i = 0; i < events; i++) {
        int row = rawAt + (done + i) * outputs;
        numeric(x, at + i * layout.inputs(), i, scratch, raw, row);
        categories(x, at + i * layout.inputs(), raw, row + layout.categoriesAt());
        kernels.multiply(raw, row, scale, 0, y, to + (done + i) * outputs, outputs);
      }
    }
  }

  private long work(int n) {
    return (long) n * weights.stride() * Math.max(1, weights.frequencies());
  }

  // Values of numeric columns, 0 where they are missing, clipped, and as angles.
  private void numbers(float[] x, int at, int events, TabularScratch scratch) {
    int[] numeric = layout.numeric();
    int stride = weights.stride();
    float[] values = scratch.values;
    for (int i = 0; i < events; i++) {
      int row = at + i * layout.inputs();
      int to = i * stride;
      for (int c = 0; c < numeric.length; c++) {
        values[to + c] = x[row + numeric[c]];
      }
      for (int c : layout.missing()) {
        values[to + c] = Float.isNaN(values[to + c]) ? 0 : values[to + c];
      }
      Arrays.fill(values, to + numeric.length, to + stride, 0);
    }
    clip(values, scratch.clipped, scratch.angles, events * stride);
  }

  private static void clip(float[] x, float[] y, float[] angles, int n) {
    for (int i = 0; i < n; i++) {
      float bounded = Math.max(-BOUND, Math.min(x[i], BOUND));
      float third = bounded / 3f;
      float clipped = bounded / (float) Math.sqrt(Math.fma(third, third, 1f));
      y[i] = clipped;
      angles[i] = TWO_PI * clipped;
    }
  }

  // asinh(x) = log1p(a + a b) with the sign of x, a = |x| and b = a / (1 + sqrt(1 + a^2)); infinite
  // from 1.7e38 on.
  private void tails(int events, TabularScratch scratch) {
    int n = events * weights.stride();
    float[] x = scratch.values;
    float[] y = scratch.tails;
    for (int i = 0; i < n; i++) {
      float a = Math.abs(x[i]);
      float b = Math.min(a, BOUND);
      b = b / (1f + (float) Math.sqrt(Math.fma(b, b, 1f)));
      y[i] = Math.fma(a, b, a);
    }
    Kernels.INSTANCE.log1p(y, 0, y, 0, n);
    for (int i = 0; i < n; i++) {
      y[i] *= Math.signum(x[i]);
    }
  }

  // All numbers of the numeric columns of the chunk's i-th event.
  private void numeric(float[] x, int from, int i, TabularScratch scratch, float[] y, int to) {
    int columns = layout.numeric().length;
    int at = i * weights.stride();
    if (layout.clip()) {
      System.arraycopy(scratch.clipped, at, y, to, columns);
    }
    if (layout.tail()) {
      System.arraycopy(scratch.tails, at, y, to + layout.tailsAt(), columns);
    }
    if (layout.hasWaves()) {
      embeddings(scratch.embeddings, i, y, to + layout.embeddingsAt());
    }
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

  private void embeddings(float[] embeddings, int i, float[] y, int to) {
    int columns = layout.numeric().length;
    int width = layout.width();
    for (int b = 0; b < weights.blocks(); b++) {
      int n = Math.min(BLOCK, columns - b * BLOCK);
      for (int k = 0; k < width; k++) {
        int from = ((i * weights.blocks() + b) * width + k) * BLOCK;
        System.arraycopy(embeddings, from, y, to + k * columns + b * BLOCK, n);
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
  /// @param x what {@link #forward} was given, and `raw` what it wrote, from index 0
  /// @param g the gradient by y from `gAt`; raw from the same
  public void backward(
      float[] x, int from, int n, float[] raw, float[] g, int gAt, TabularGradient gradient) {
    TabularScratch scratch = TabularScratch.ofThread(weights);
    PeriodicKernels kernels = Kernels.INSTANCE.periodic(work(n));
    for (int i = 0; i < n; i++) {
      int row = gAt + i * outputs;
      kernels.addProducts(raw, row, g, row, gradient.scale(), outputs);
      tables(x, from + i * layout.inputs(), g, row, gradient);
    }
    if (!layout.hasWaves()) {
      return;
    }
    for (int done = 0; done < n; done += TabularScratch.CHUNK) {
      int events = Math.min(TabularScratch.CHUNK, n - done);
      int at = from + done * layout.inputs();
      numbers(x, at, events, scratch);
      adjoints(x, at, events, g, gAt + done * outputs, scratch);
      kernels.backward(
          weights,
          scratch.angles,
          scratch.embeddings,
          events,
          gradient.periodic(),
          scratch.waves,
          scratch.slopes,
          scratch.adjoints);
    }
  }

  // The gradient by the embeddings of a chunk's events.
  private void adjoints(float[] x, int at, int events, float[] g, int gAt, TabularScratch scratch) {
    int columns = layout.numeric().length;
    int width = layout.width();
    int blocks = weights.blocks();
    float[] into = scratch.embeddings;
    for (int i = 0; i < events; i++) {
      for (int b = 0; b < blocks; b++) {
        int filled = Math.min(BLOCK, columns - b * BLOCK);
        for (int k = 0; k < width; k++) {
          int to = ((i * blocks + b) * width + k) * BLOCK;
          int factor = layout.embeddingsAt() + k * columns + b * BLOCK;
          int row = gAt + i * outputs + factor;
          for (int c = 0; c < BLOCK; c++) {
            into[to + c] = c < filled ? g[row + c] * scale[factor + c] : 0;
          }
        }
      }
      for (int c : layout.missing()) {
        if (Float.isNaN(x[at + i * layout.inputs() + layout.numeric()[c]])) {
          for (int k = 0; k < width; k++) {
            into[((i * blocks + c / BLOCK) * width + k) * BLOCK + c % BLOCK] = 0;
          }
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
    float root = (float) Math.sqrt(Math.fma(bounded / 3f, bounded / 3f, 1f));
    float byClipped = layout.clip() ? g[row + c] * scale[c] : 0;
    float w = TWO_PI * (bounded / root);
    for (int j = 0; layout.hasWaves() && j < weights.frequencies(); j++) {
      int place = PeriodicEmbedding.place(c, weights.frequencies()) + j * BLOCK;
      float adjoint = 0;
      for (int k = 0; k < weights.width(); k++) {
        int output = layout.embeddingsAt() + k * columns + c;
        int weight =
            PeriodicEmbedding.place(c, weights.width() * weights.frequencies())
                + (k * weights.frequencies() + j) * BLOCK;
        adjoint = Math.fma(weights.weight[weight], g[row + output] * scale[output], adjoint);
      }
      float frequency = weights.frequency[place];
      float z = Math.fma(w, frequency, weights.phase[place]);
      byClipped = Math.fma(-ScalarPeriodic.sin(z) * adjoint, TWO_PI * frequency, byClipped);
    }
    int tail = layout.tailsAt() + c;
    float byTail = layout.tail() ? g[row + tail] * scale[tail] : 0;
    return byClipped / (root * root * root)
        + byTail / (float) Math.sqrt(Math.fma(bounded, bounded, 1f));
  }
}

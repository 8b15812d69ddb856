package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.kernel.TabularEncoder;
import org.jpsi.core.kernel.TabularGradient;
import org.jpsi.core.kernel.TabularLayout;
import org.jspecify.annotations.Nullable;

/// Encoding of a table's columns, `y = scale raw`: see {@link TabularEncoder}. Sums over events are
/// in ascending order, in blocks of 256 as those of a product.
///
/// @param parameters in the order of {@link TabularColumns#parameters}
/// @param buffers what forward leaves for backward
record TabularOp(Tensor x, List<Tensor> parameters, TabularLayout layout, TabularBuffers buffers)
    implements Operation {
  static Tensor of(Tensor x, TabularColumns columns, List<Tensor> parameters) {
    List<Shape> expected = columns.parameters();
    List<Shape> found = parameters.stream().map(Tensor::shape).toList();
    if (x.shape().rank() != 2 || x.shape().size(1) != columns.inputs()) {
      throw new IllegalArgumentException(
          "encodeColumns of " + x.shape() + ": expected [events, " + columns.inputs() + "]");
    }
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "encodeColumns: expected parameters of shapes " + expected + ", found " + found);
    }
    return Tensor.of(
        new TabularOp(x, List.copyOf(parameters), columns.layout(), new TabularBuffers()));
  }

  @Override
  public List<Tensor> inputs() {
    List<Tensor> all = new ArrayList<>(List.of(x));
    all.addAll(parameters);
    return all;
  }

  @Override
  public Shape shape() {
    return Shape.of(x.shape().size(0), layout.outputs());
  }

  @Override
  public void forward(Tensor output) {
    int n = x.shape().size(0);
    TabularEncoder encoder = packed();
    float[] before = buffers.raw.floats(encoder.rawSize(n));
    float[] numbers = buffers.clipped.floats(encoder.clippedSize(n));
    encoder.forward(x.data(), x.offset(), n, before, numbers, output.data());
  }

  // With the parameters as they are now.
  private TabularEncoder packed() {
    TabularEncoder encoder = buffers.encoder(layout);
    pack(parameters, encoder);
    return encoder;
  }

  /// Packs parameters for an encoder.
  static void pack(List<Tensor> parameters, TabularEncoder encoder) {
    Iterator<Tensor> next = parameters.iterator();
    if (encoder.layout().hasWaves()) {
      Tensor frequencies = next.next();
      Tensor phases = next.next();
      Tensor weight = next.next();
      Tensor bias = next.next();
      encoder
          .periodic()
          .packWaves(frequencies.data(), frequencies.offset(), phases.data(), phases.offset());
      encoder.periodic().packLinear(weight.data(), weight.offset(), bias.data(), bias.offset());
    }
    Tensor scale = next.next();
    encoder.scale(scale.data(), scale.offset());
    for (int i = 0; next.hasNext(); i++) {
      Tensor table = next.next();
      encoder.table(i, table.data(), table.offset());
    }
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    TabularEncoder encoder = packed();
    float[] g = adjoints.of(output);
    TabularGradient gradient = buffers.gradient(layout);
    int events = x.shape().size(0);
    float[] before = buffers.raw.floats(encoder.rawSize(events));
    float[] numbers = buffers.clipped.floats(encoder.clippedSize(events));
    for (int from = 0; from < events; from += Kernels.KC) {
      int n = Math.min(Kernels.KC, events - from);
      gradient.clear();
      encoder.backward(x.data(), x.offset(), from, n, before, numbers, g, gradient);
      add(gradient, adjoints);
    }
    float[] dx = adjoints.accumulator(x);
    if (dx != null) {
      encoder.backwardInputs(x.data(), x.offset(), events, g, dx);
    }
  }

  private void add(TabularGradient gradient, Backpropagation adjoints) {
    int next = 0;
    if (layout.hasWaves()) {
      float[] frequencies = adjoints.accumulator(parameters.get(next++));
      float[] phases = adjoints.accumulator(parameters.get(next++));
      float[] weight = adjoints.accumulator(parameters.get(next++));
      float[] bias = adjoints.accumulator(parameters.get(next++));
      if (frequencies != null) {
        gradient.periodic().addFrequencies(frequencies);
      }
      if (phases != null) {
        gradient.periodic().addPhases(phases);
      }
      if (weight != null) {
        gradient.periodic().addWeights(weight);
      }
      if (bias != null) {
        gradient.periodic().addBiases(bias);
      }
    }
    add(gradient.scale(), adjoints.accumulator(parameters.get(next++)));
    for (int i = 0; next < parameters.size(); i++) {
      add(gradient.table(i), adjoints.accumulator(parameters.get(next++)));
    }
  }

  private static void add(float[] sum, float @Nullable [] into) {
    for (int i = 0; into != null && i < into.length; i++) {
      into[i] += sum[i];
    }
  }
}

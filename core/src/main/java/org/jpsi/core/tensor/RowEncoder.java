package org.jpsi.core.tensor;

import java.util.List;
import org.jpsi.core.kernel.TabularEncoder;

/// Encoding of a table's rows on arrays, without tensors, with a copy of the parameters and the
/// bits of {@link ActivationMethods#encodeColumns}. Immutable, and shared by threads; it allocates
/// nothing.
public final class RowEncoder {
  private final TabularEncoder encoder;

  private RowEncoder(TabularEncoder encoder) {
    this.encoder = encoder;
  }

  /// @param parameters as for {@link ActivationMethods#encodeColumns}
  public static RowEncoder of(TabularColumns columns, List<Parameter> parameters) {
    List<Tensor> tensors = parameters.stream().map(Parameter::tensor).toList();
    TabularEncoder encoder = TabularEncoder.of(columns.layout());
    TabularOp.pack(tensors, encoder);
    return new RowEncoder(encoder);
  }

  /// The number of outputs of a row.
  public int outputs() {
    return encoder.layout().outputs();
  }

  /// Encodes `n` rows.
  ///
  /// @param x `[n, inputs]` from `from`
  /// @param y `[n, outputs]` from `to`
  /// @throws IllegalArgumentException where a category is none
  public void encode(float[] x, int from, int n, float[] y, int to) {
    encoder.forward(x, from, n, y, to);
  }
}

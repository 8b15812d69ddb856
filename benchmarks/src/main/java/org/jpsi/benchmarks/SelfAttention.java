package org.jpsi.benchmarks;

import java.util.SequencedMap;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Tensor;

/// Self-attention of one head among tokens (Vaswani et al., arXiv:1706.03762), whose outputs' mean
/// is taken: `mean of out(softmax(q k^T / sqrt(width)) v)` with linear q, k, v and out.
final class SelfAttention implements Layer {
  private final int width;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;

  SelfAttention(int width) {
    this.width = width;
    query = Linear.of(width, width);
    key = Linear.of(width, width);
    value = Linear.of(width, width);
    out = Linear.of(width, width);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor tokens = x.reshape(-1, LayerKind.CONSTITUENTS, width);
    Tensor q = query.forward(tokens, mode);
    Tensor k = key.forward(tokens, mode);
    Tensor v = value.forward(tokens, mode);
    Tensor attention = q.matmul(k.transpose(1, 2)).mul((float) (1 / Math.sqrt(width))).softmax();
    return out.forward(attention.matmul(v), mode).mean(1);
  }

  @Override
  public SequencedMap<String, Layer> children() {
    return Children.of("query", query, "key", key, "value", value, "out", out);
  }
}

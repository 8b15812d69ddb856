package org.jpsi.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Self-attention of one head among tokens (Vaswani et al., arXiv:1706.03762), whose outputs' mean
/// is taken: `mean of out(softmax(q k^T / sqrt(width)) v)` with linear q, k, v and out.
final class SelfAttention implements Layer {
  private final int width;
  private final Map<String, Linear> projections = new LinkedHashMap<>();

  SelfAttention(int width) {
    this.width = width;
    for (String name : List.of("query", "key", "value", "out")) {
      projections.put(name, Linear.of(width, width));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor tokens = x.reshape(-1, LayerKind.CONSTITUENTS, width);
    Tensor query = projected("query", tokens, mode);
    Tensor key = projected("key", tokens, mode);
    Tensor value = projected("value", tokens, mode);
    Tensor attention =
        query.matmul(key.transpose(1, 2)).mul((float) (1 / Math.sqrt(width))).softmax();
    return projected("out", attention.matmul(value), mode).mean(1);
  }

  private Tensor projected(String name, Tensor x, Mode mode) {
    return projections.get(name).forward(x, mode);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    projections.forEach((name, linear) ->
        linear.parameters().forEach(parameter -> all.add(parameter.withPrefix(name))));
    return all;
  }

  @Override
  public void initialize(Rng rng) {
    projections.forEach((name, linear) -> linear.initialize(rng.child(name)));
  }

  @Override
  public Shape outputs(Shape inputs) {
    return Shape.of(width);
  }

  @Override
  public LayerSpec spec() {
    List<LayerSpec> layers = projections.values().stream().map(Linear::spec).toList();
    return new LayerSpec("selfAttention", Map.of("width", width), layers);
  }
}

package org.jpsi.core.nn;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Self-attention of a set with several heads (Vaswani et al., arXiv:1706.03762; PyTorch's
/// MultiheadAttention with `batch_first`): `[events, n, width]` to the same. Each head sees `width
/// / heads` numbers of queries Q, keys K and values V, linear functions of the constituents, and
/// gives `softmax(Q K^T / sqrt(width / heads)) V`, the softmax over the constituents that there
/// are; `out` joins the heads. In training, a share `dropout` of the softmax's weights is dropped.
///
/// Of an event without constituents all weights are 0, and the outputs are the bias of `out`
/// (PyTorch gives NaN). Rows of padding have outputs too, of their own queries, which whatever is
/// behind leaves out by the same mask. Padding has to be finite, as in PyTorch: NaN or infinity
/// there times a weight of 0 is NaN in all of its event, and in gradients.
/// `x.where(mask.unsqueeze(-1), 0)` before the layer makes it zeros.
///
/// Parameters are PyTorch's: `in_proj_weight` `[3 width, width]` (Q, K and V, one below the other),
/// `in_proj_bias`, `out_proj.weight`, `out_proj.bias`, and begin as there: the first by {@link
/// Init#GLOROT_UNIFORM}, `out_proj.weight` uniform within `1 / sqrt(width)`, biases 0.
public final class MultiHeadAttention implements MaskedLayer {
  private static final int MAX_HEADS = 1 << 10;
  // Multiplications of one event's scores: a second or two, where a file might ask for an hour.
  private static final long MAX_WORK = 1L << 30;

  private final int width;
  private final int heads;
  private final double dropout;
  private final Parameter weight;
  private final Parameter bias;
  private final Linear out;

  private MultiHeadAttention(int width, int heads, double dropout) {
    if (width % heads != 0) {
      throw InputException.at("multiHeadAttention layer")
          .expected("a width that is a multiple of its " + heads + " heads")
          .found(Integer.toString(width))
          .exception();
    }
    this.width = width;
    this.heads = heads;
    this.dropout = dropout;
    weight = Parameter.of("in_proj_weight", Shape.of(3 * width, width));
    bias = Parameter.of("in_proj_bias", Shape.of(3 * width));
    out = Linear.of(width, width, Init.FAN_IN_UNIFORM);
  }

  public static MultiHeadAttention of(int width, int heads) {
    return of(width, heads, 0);
  }

  /// @param width numbers of a constituent, a multiple of `heads`
  /// @param dropout the share of weights that are dropped in training
  public static MultiHeadAttention of(int width, int heads, double dropout) {
    SettingCheck.within("multiHeadAttention", "width", width, 1, LayerRegistry.MAX_WIDTH);
    SettingCheck.within("multiHeadAttention", "heads", heads, 1, MAX_HEADS);
    SettingCheck.within("multiHeadAttention", "dropout", dropout, 0, Dropout.MAX_RATE);
    MultiHeadAttention layer = new MultiHeadAttention(width, heads, dropout);
    layer.initialize(Rng.of(0));
    return layer;
  }

  static MultiHeadAttention from(LayerSpec spec) {
    return new MultiHeadAttention(
        spec.integer("width", 1, LayerRegistry.MAX_WIDTH),
        spec.integer("heads", 1, MAX_HEADS),
        spec.number("dropout", 0, Dropout.MAX_RATE));
  }

  static long values(LayerSpec spec) {
    // what is wrong is told before any count of values is
    spec.integer("heads", 1, MAX_HEADS);
    spec.number("dropout", 0, Dropout.MAX_RATE);
    long width = spec.integer("width", 1, LayerRegistry.MAX_WIDTH);
    return 4 * width * (width + 1);
  }

  /// Attention without a mask: all constituents are there.
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return attend(x, null, mode);
  }

  @Override
  public Tensor forward(Tensor x, Tensor mask, Mode mode) {
    int[] sizes = x.shape().sizes();
    if (sizes.length != 3 || !mask.shape().equals(Shape.of(sizes[0], sizes[1]))) {
      throw new IllegalArgumentException(
          "multiHeadAttention of " + x.shape() + " with a mask of " + mask.shape());
    }
    return attend(x, mask, mode);
  }

  private Tensor attend(Tensor x, @Nullable Tensor mask, Mode mode) {
    if (x.shape().rank() != 3 || x.shape().size(2) != width) {
      throw new IllegalArgumentException(
          "multiHeadAttention of " + x.shape() + ": expected [events, n, " + width + "]");
    }
    int events = x.shape().size(0);
    int n = x.shape().size(1);
    int each = width / heads;
    Tensor all =
        x.linear(weight.tensor(), bias.tensor())
            .reshape(events, n, 3, heads, each)
            .permute(2, 0, 3, 1, 4);
    Tensor queries = all.select(0, 0).mul((float) (1 / Math.sqrt(each)));
    Tensor scores = queries.matmul(all.select(0, 1).transpose(2, 3));
    Tensor weights =
        mask == null ? scores.softmax() : scores.maskedSoftmax(mask.reshape(events, 1, 1, n));
    if (dropout > 0 && mode instanceof Mode.Training(var random)) {
      weights = weights.dropout(dropout, random);
    }
    Tensor joined = weights.matmul(all.select(0, 2)).transpose(1, 2).reshape(events, n, width);
    return out.forward(joined, mode);
  }

  /// The number of heads.
  public int heads() {
    return heads;
  }

  @Override
  public List<Parameter> ownParameters() {
    return List.of(weight, bias);
  }

  @Override
  public SequencedMap<String, Layer> children() {
    return Children.of("out_proj", out);
  }

  @Override
  public void initializeOwn(Rng rng) {
    Init.GLOROT_UNIFORM.draw(weight, rng);
    bias.set(new float[3 * width]);
  }

  @Override
  public Shape outputs(Shape inputs) {
    String where = "multiHeadAttention layer";
    LayerWidths.last(where, width, inputs);
    long n = LayerWidths.set(where, inputs).size(0);
    // n * n first, which fits: the product may not
    if (n * n > MAX_WORK / width) {
      throw InputException.at(where)
          .expected(
              "a set of at most "
                  + (long) Math.sqrt((double) MAX_WORK / width)
                  + " constituents of "
                  + width
                  + " numbers, as each attends to each")
          .found(Long.toString(n))
          .exception();
    }
    return inputs;
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of(
        "multiHeadAttention", Map.of("width", width, "heads", heads, "dropout", dropout));
  }

  @Override
  public String toString() {
    String rest = dropout == 0 ? "" : ", " + dropout;
    return "MultiHeadAttention(" + width + ", " + heads + rest + ")";
  }
}

package org.jpsi.core.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.SettingCheck;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Batch normalization of each of `width` inputs (Ioffe and Szegedy, arXiv:1502.03167): `y = gain
/// (x - mean) / sqrt(variance + epsilon) + bias`, `[events, width]` to the same.
///
/// In training, mean and variance are those of the events given, a shard (256) of the batch:
/// unweighted, whatever the events' weights, and whatever else the batch holds. One event alone is
/// refused, as in PyTorch; a rest of one event joins the shard, or the batch, before it. In
/// inference they are those of the training events with the weights as they are then, which a pass
/// in {@link Mode.Calibration} computes; no moving average of earlier weights is kept, so they
/// depend on nothing but weights and events, and a resumed training needs no memory of them.
///
/// Names are PyTorch's: parameters `weight` (the gain) and `bias`, buffers `running_mean` and
/// `running_var` (divided by n - 1).
public final class BatchNorm implements Layer {
  public static final double EPSILON = 1e-5;

  private final int width;
  private final double epsilon;
  private final Parameter gain;
  private final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  private BatchNorm(int width, double epsilon) {
    this.width = width;
    this.epsilon = epsilon;
    gain = Parameter.of("weight", Shape.of(width));
    bias = Parameter.of("bias", Shape.of(width));
    mean = Parameter.of("running_mean", Shape.of(width));
    variance = Parameter.of("running_var", Shape.of(width));
    initializeOwn(Rng.of(0));
  }

  public static BatchNorm of(int width) {
    return of(width, EPSILON);
  }

  public static BatchNorm of(int width, double epsilon) {
    SettingCheck.within("batchNorm", "width", width, 1, LayerRegistry.MAX_WIDTH);
    SettingCheck.within("batchNorm", "epsilon", epsilon, 1e-12, 1);
    return new BatchNorm(width, epsilon);
  }

  static BatchNorm from(LayerSpec spec) {
    return of(spec.integer("width", 1, LayerRegistry.MAX_WIDTH), spec.number("epsilon", 1e-12, 1));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return switch (mode) {
      case Mode.Training training -> {
        demandEvents(x.shape());
        yield x.batchNorm(gain.tensor(), bias.tensor(), epsilon);
      }
      case Mode.Inference inference -> normalized(x);
      case Mode.Calibration calibration -> {
        setStatistics(x);
        yield normalized(x);
      }
    };
  }

  // PyTorch: "Expected more than 1 value per channel when training".
  private static void demandEvents(Shape shape) {
    if (shape.size(0) == 1) {
      throw new IllegalArgumentException(
          "batchNorm in training: expected two events or more, whose mean and variance it takes,"
              + " found one; leave out a last batch of one event, or join it to another");
    }
  }

  private Tensor normalized(Tensor x) {
    return x.batchNorm(
        mean.tensor().detach(), variance.tensor().detach(), gain.tensor(), bias.tensor(), epsilon);
  }

  // Mean and variance of the rows of `x` become those in use.
  private void setStatistics(Tensor x) {
    int events = x.shape().size(0);
    float[] values = x.values();
    float[] means = new float[width];
    float[] variances = new float[width];
    for (int j = 0; j < width && events > 0; j++) {
      double sum = 0;
      for (int i = 0; i < events; i++) {
        sum += values[x.offset() + i * width + j];
      }
      double squares = 0;
      for (int i = 0; i < events; i++) {
        double d = values[x.offset() + i * width + j] - sum / events;
        squares += d * d;
      }
      means[j] = (float) (sum / events);
      variances[j] = (float) (squares / Math.max(1, events - 1));
    }
    if (events > 0) {
      mean.set(means);
      variance.set(variances);
    }
  }

  @Override
  public List<Parameter> ownParameters() {
    return List.of(gain, bias);
  }

  @Override
  public List<Parameter> ownBuffers() {
    return List.of(mean, variance);
  }

  /// Refuses variances that are negative: a square root of them would make every score NaN.
  @Override
  public void verify() {
    for (float value : variance.tensor().toArray()) {
      if (value < 0) {
        throw InputException.at("layer batchNorm")
            .expected("variances that are not negative")
            .found(Float.toString(value))
            .exception();
      }
    }
  }

  @Override
  public void initializeOwn(Rng rng) {
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    gain.set(ones);
    bias.set(new float[width]);
    mean.set(new float[width]);
    variance.set(ones);
  }

  @Override
  public Shape outputs(Shape inputs) {
    return LayerWidths.only("batchNorm layer", width, inputs);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("batchNorm", Map.of("width", width, "epsilon", epsilon));
  }

  @Override
  public String toString() {
    return "BatchNorm(" + width + ")";
  }
}

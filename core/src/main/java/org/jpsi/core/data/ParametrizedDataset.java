package org.jpsi.core.data;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Dataset of a parametrised network (Baldi et al., arXiv:1601.07913): an input that is a parameter
/// of the signal, such as a mass that is searched for, and has no meaning for background events.
/// These have the value of a signal event that is drawn by weight, another one in each epoch, so
/// that nothing is learned from the parameter alone.
///
/// Draws depend on the seed, the number of the event and that of the epoch alone.
public final class ParametrizedDataset implements Dataset {
  private final Dataset whole;
  private final int column;
  private final boolean[] drawn;
  private final Draw draw;
  private final int epoch;
  private final int width;

  private ParametrizedDataset(Dataset whole, int column, boolean[] drawn, Draw draw, int epoch) {
    this.whole = whole;
    this.column = column;
    this.drawn = drawn;
    this.draw = draw;
    this.epoch = epoch;
    this.width = whole.features();
  }

  /// Distribution of the parameter among signal events, from which values are drawn.
  ///
  /// @param values of the signal events
  /// @param cumulative sums of their weights, ascending
  public record Draw(double[] values, double[] cumulative, Rng rng) {
    /// @param values of signal events, finite, at least one
    /// @param weights of the same events; negative ones count as zero
    /// @param rng of this purpose alone
    /// @throws IllegalArgumentException where the weights have no positive sum
    public static Draw of(double[] values, double[] weights, Rng rng) {
      double[] cumulative = new double[values.length];
      double sum = 0;
      for (int i = 0; i < cumulative.length; i++) {
        sum += Math.max(0, weights[i]);
        cumulative[i] = sum;
      }
      if (!(sum > 0)) {
        throw new IllegalArgumentException(
            "ParametrizedDataset: expected signal weights with a positive sum, found " + sum);
      }
      return new Draw(values.clone(), cumulative, rng);
    }

    /// The value of an event in an epoch; epoch 0 is what validation and test events keep.
    public double value(int event, int epoch) {
      return value(rng.child(epoch), event);
    }

    private double value(Rng ofEpoch, int event) {
      double at = ofEpoch.uniform(event) * cumulative[cumulative.length - 1];
      int found = Arrays.binarySearch(cumulative, at);
      int next = found >= 0 ? found + 1 : -found - 1;
      // a signal event of no weight has the sum of the one before it
      while (next < cumulative.length - 1
          && cumulative[next] == (next == 0 ? 0 : cumulative[next - 1])) {
        next++;
      }
      return values[Math.min(next, values.length - 1)];
    }

    /// The same distribution of transformed values.
    public Draw with(double[] others) {
      return new Draw(others.clone(), cumulative, rng);
    }
  }

  /// @param whole whose only input holds the values of epoch 0
  /// @param column of the parameter in it
  /// @param drawn whether an event's value is drawn: those of the background
  /// @param draw of values as the input has them
  public static Dataset of(Dataset whole, int column, boolean[] drawn, Draw draw) {
    if (drawn.length != whole.events() || column < 0 || column >= whole.features()) {
      throw new IllegalArgumentException(
          "ParametrizedDataset: expected a column of "
              + (whole.features() + " and " + whole.events() + " events, found column ")
              + (column + " and " + drawn.length + " events"));
    }
    return new ParametrizedDataset(whole, column, drawn.clone(), draw, 0);
  }

  @Override
  public Dataset inEpoch(int number) {
    return new ParametrizedDataset(whole, column, drawn, draw, number);
  }

  @Override
  public int events() {
    return whole.events();
  }

  @Override
  public Inputs<Shape> inputShapes() {
    return whole.inputShapes();
  }

  @Override
  public int outputs() {
    return whole.outputs();
  }

  @Override
  public List<String> spectators() {
    return whole.spectators();
  }

  @Override
  public float weight(int event) {
    return whole.weight(event);
  }

  @Override
  public float[] targets() {
    return whole.targets();
  }

  @Override
  public float[] weights() {
    return whole.weights();
  }

  @Override
  public void gather(int[] order, int from, Batch into) {
    whole.gather(order, from, into);
    if (epoch == 0) {
      return;
    }
    float[] inputs = into.inputs();
    Rng own = draw.rng.child(epoch);
    for (int i = 0; i < into.events(); i++) {
      int event = order[from + i];
      if (drawn[event]) {
        inputs[i * width + column] = (float) draw.value(own, event);
      }
    }
  }
}

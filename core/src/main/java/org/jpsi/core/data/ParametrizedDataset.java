package org.jpsi.core.data;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Dataset of a parametrised network (Baldi et al., arXiv:1601.07913): inputs that are parameters
/// of the signal, such as a mass that is searched for, and have no meaning for background events.
/// These have the values of a signal event that is drawn by weight, another one in each epoch, so
/// that nothing is learned from the parameters alone: several are drawn together, and have the
/// joint distribution of the signal.
///
/// Draws depend on the seed, the number of the event and that of the epoch alone.
public final class ParametrizedDataset implements Dataset {
  private final Dataset whole;
  private final int[] columns;
  private final boolean[] drawn;
  private final Draw draw;
  private final int epoch;
  private final int width;

  private ParametrizedDataset(Dataset whole, int[] columns, boolean[] drawn, Draw draw, int epoch) {
    this.whole = whole;
    this.columns = columns;
    this.drawn = drawn;
    this.draw = draw;
    this.epoch = epoch;
    this.width = whole.features();
  }

  /// Distribution of the parameters among signal events, from which values are drawn.
  ///
  /// @param values `[parameters][events]` of the signal
  /// @param cumulative sums of their weights, ascending
  public record Draw(double[][] values, double[] cumulative, Rng rng) {
    /// A draw of one parameter.
    ///
    /// @param values of signal events, finite, at least one
    /// @param weights of the same events; negative ones count as zero
    /// @param rng of this purpose alone
    /// @throws IllegalArgumentException where the weights have no positive sum
    public static Draw of(double[] values, double[] weights, Rng rng) {
      return of(new double[][] {values}, weights, rng);
    }

    /// @param values `[parameters][events]` of the signal, finite, at least one
    /// @param weights of the same events; negative ones count as zero
    /// @param rng of this purpose alone
    /// @throws IllegalArgumentException where the weights have no positive sum
    public static Draw of(double[][] values, double[] weights, Rng rng) {
      double[] cumulative = new double[weights.length];
      double sum = 0;
      for (int i = 0; i < cumulative.length; i++) {
        sum += Math.max(0, weights[i]);
        cumulative[i] = sum;
      }
      if (!(sum > 0)) {
        throw new IllegalArgumentException(
            "ParametrizedDataset: expected signal weights with a positive sum, found " + sum);
      }
      return new Draw(values.clone(), cumulative, rng).checked();
    }

    private Draw checked() {
      for (double[] each : values) {
        if (each.length != cumulative.length) {
          throw new IllegalArgumentException(
              "ParametrizedDataset: expected a value of each parameter for "
                  + (cumulative.length + " signal events, found " + each.length));
        }
      }
      return this;
    }

    /// The value of the first parameter of an event in an epoch; epoch 0 is what validation and
    /// test events keep.
    public double value(int event, int epoch) {
      return values[0][event(event, epoch)];
    }

    /// The signal event whose values an event has in an epoch.
    public int event(int event, int epoch) {
      return event(rng.child(epoch), event);
    }

    private int event(Rng ofEpoch, int event) {
      double at = ofEpoch.uniform(event) * cumulative[cumulative.length - 1];
      int found = Arrays.binarySearch(cumulative, at);
      int next = found >= 0 ? found + 1 : -found - 1;
      // a signal event of no weight has the sum of the one before it
      while (next < cumulative.length - 1
          && cumulative[next] == (next == 0 ? 0 : cumulative[next - 1])) {
        next++;
      }
      return Math.min(next, cumulative.length - 1);
    }

    /// The same distribution of transformed values.
    public Draw with(double[]... others) {
      return new Draw(others.clone(), cumulative, rng).checked();
    }
  }

  /// A dataset with one parameter.
  ///
  /// @param whole whose only input holds the values of epoch 0
  /// @param column of the parameter in it
  /// @param drawn whether an event's value is drawn: those of the background
  /// @param draw of values as the input has them
  public static Dataset of(Dataset whole, int column, boolean[] drawn, Draw draw) {
    return of(whole, new int[] {column}, drawn, draw);
  }

  /// @param whole whose only input holds the values of epoch 0
  /// @param columns of the parameters in it
  /// @param drawn whether an event's value is drawn: those of the background
  /// @param draw of values as the input has them
  public static Dataset of(Dataset whole, int[] columns, boolean[] drawn, Draw draw) {
    if (columns.length != draw.values.length) {
      throw new IllegalArgumentException(
          "ParametrizedDataset: expected a column of each of "
              + (draw.values.length + " parameters, found " + columns.length));
    }
    for (int column : columns) {
      if (drawn.length != whole.events() || column < 0 || column >= whole.features()) {
        throw new IllegalArgumentException(
            "ParametrizedDataset: expected a column of "
                + (whole.features() + " and " + whole.events() + " events, found column ")
                + (column + " and " + drawn.length + " events"));
      }
    }
    return new ParametrizedDataset(whole, columns.clone(), drawn.clone(), draw, 0);
  }

  @Override
  public Dataset inEpoch(int number) {
    return new ParametrizedDataset(whole, columns, drawn, draw, number);
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
        int signal = draw.event(own, event);
        for (int p = 0; p < columns.length; p++) {
          inputs[i * width + columns[p]] = (float) draw.values[p][signal];
        }
      }
    }
  }
}

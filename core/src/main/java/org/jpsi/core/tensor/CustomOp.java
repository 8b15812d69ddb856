package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.kernel.Loops;

/// Node of the graph for a {@link CustomOperation}. What it has to write is filled with a NaN of
/// its own first, which shows what it did not write; what it is given to read is compared after the
/// first forward and the first backward.
///
/// @param gradients where backward writes, for each input
/// @param checked whether it left what it reads as it was: forward, backward
record CustomOp(
    CustomOperation operation,
    List<Tensor> x,
    Shape shape,
    List<Scratch> gradients,
    Scratch checked)
    implements Operation {
  private static final float UNWRITTEN = Float.intBitsToFloat(0x7fe5a5a5);
  private static final int UNWRITTEN_BITS = Float.floatToRawIntBits(UNWRITTEN);

  static Tensor of(CustomOperation operation, Tensor... x) {
    List<Shape> shapes = Arrays.stream(x).map(Tensor::shape).toList();
    Shape shape =
        Objects.requireNonNull(
            operation.shape(shapes), () -> name(operation) + " of " + shapes + " gave no shape");
    List<Scratch> gradients = Arrays.stream(x).map(_ -> new Scratch()).toList();
    return Tensor.of(new CustomOp(operation, List.of(x), shape, gradients, new Scratch()));
  }

  @Override
  public List<Tensor> inputs() {
    return x;
  }

  @Override
  public void forward(Tensor output) {
    float[] y = output.data();
    Arrays.fill(y, UNWRITTEN);
    List<Tensor> given = fromZero();
    Reading reading = new Reading();
    if (isFirst(0)) {
      inputs(given, reading);
    }
    within("forward", () -> operation.forward(given, y));
    reading.requireUnchanged("forward");
    checkWritten("forward", "y", y, y.length);
  }

  @Override
  public void backward(Tensor output, Backpropagation adjoints) {
    float[] g = adjoints.of(output);
    List<float[]> dx = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      float[] gradient = gradients.get(i).exactly(x.get(i).count());
      Arrays.fill(gradient, UNWRITTEN);
      dx.add(gradient);
    }
    List<Tensor> given = fromZero();
    Reading reading = new Reading();
    if (isFirst(1)) {
      inputs(given, reading);
      reading.add("y", output.data(), output.count());
      reading.add("g", g, output.count());
    }
    within("backward", () -> operation.backward(given, output, g, dx));
    reading.requireUnchanged("backward");
    for (int i = 0; i < x.size(); i++) {
      float[] into = adjoints.accumulator(x.get(i));
      if (into != null) {
        checkWritten("backward", "dx.get(" + i + ")", dx.get(i), into.length);
        Loops.addTo(dx.get(i), 0, into, 0, into.length);
      }
    }
  }

  private boolean isFirst(int pass) {
    int[] done = checked.ints(2);
    boolean first = done[pass] == 0;
    done[pass] = 1;
    return first;
  }

  private static void inputs(List<Tensor> given, Reading reading) {
    for (int i = 0; i < given.size(); i++) {
      reading.add("x.get(" + i + ")", given.get(i).data(), given.get(i).count());
    }
  }

  // The inputs with values from index 0: copied where they lie elsewhere.
  private List<Tensor> fromZero() {
    for (Tensor one : x) {
      if (one.offset() != 0) {
        return x.stream().map(CustomOp::fromZero).toList();
      }
    }
    return x;
  }

  private static Tensor fromZero(Tensor x) {
    return x.offset() == 0 ? x : Tensor.view(x.fromZero(x.buffer()), 0, x.shape());
  }

  private void within(String pass, Runnable run) {
    try {
      run.run();
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalStateException(
          said(pass) + " read or wrote beyond an array; where, the cause's stack trace tells", e);
    }
  }

  private void checkWritten(String pass, String array, float[] values, int n) {
    int unwritten = 0;
    for (int i = 0; i < n; i++) {
      unwritten += Float.floatToRawIntBits(values[i]) == UNWRITTEN_BITS ? 1 : 0;
    }
    if (unwritten > 0) {
      throw new IllegalStateException(
          said(pass)
              + " left "
              + unwritten
              + " of "
              + n
              + " elements of "
              + array
              + " unwritten: write each (= and not +=), 0 where there is nothing");
    }
  }

  /// Arrays that a pass is given to read, with copies.
  private final class Reading {
    private record Given(String name, float[] values, float[] before) {}

    private final List<Given> arrays = new ArrayList<>();

    void add(String name, float[] values, int n) {
      arrays.add(new Given(name, values, Arrays.copyOf(values, n)));
    }

    // What was changed is put back: it is an operand of other operations too.
    void requireUnchanged(String pass) {
      String changed = null;
      for (Given given : arrays) {
        int n = given.before.length;
        int at = Arrays.mismatch(given.values, 0, n, given.before, 0, n);
        if (at >= 0) {
          changed = changed == null ? "element " + at + " of " + given.name : changed;
          System.arraycopy(given.before, 0, given.values, 0, n);
        }
      }
      if (changed != null) {
        throw new IllegalStateException(
            said(pass)
                + " changed "
                + changed
                + ", which other operations use too: take a copy, values().clone(), to write in");
      }
    }
  }

  private String said(String pass) {
    return pass
        + " of "
        + name(operation)
        + " from "
        + x.stream().map(Tensor::shape).toList()
        + " to "
        + shape;
  }

  private static String name(CustomOperation operation) {
    String name = operation.getClass().getSimpleName();
    return name.isEmpty() ? operation.getClass().getName() : name;
  }
}

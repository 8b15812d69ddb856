package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Parameters of a network, one after the other as one flat vector, which optimizers and exchanges
/// of gradients work on.
///
/// Any number of them may be taken of the same network, in any order: of all its layers, or of some
/// for an optimizer of their own. The first moves the values into one array; what it has is never
/// moved again, and later ones look into that array.
public final class Parameters {
  /// Segment of the flat vector that lies in one array.
  private record Segment(int from, int to, float[] array, int offset) {}

  private final List<Parameter> list;
  private final int[] offsets;
  private final int size;
  private final List<Segment> segments;
  // The array of all, where they lie in one alone and in this order; else null.
  private final float @Nullable [] whole;
  // Elsewhere: copies of the values of a range, while it is read or changed.
  private final float[] copy;

  private Parameters(List<Parameter> list) {
    this.list = List.copyOf(list);
    this.offsets = new int[list.size()];
    this.segments = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < offsets.length; i++) {
      Tensor leaf = list.get(i).tensor();
      offsets[i] = at;
      add(new Segment(at, at + leaf.count(), leaf.data(), leaf.offset()));
      at += leaf.count();
    }
    this.size = at;
    this.whole = whole();
    this.copy = new float[whole == null ? size : 0];
  }

  private void add(Segment next) {
    Segment last = segments.isEmpty() ? null : segments.getLast();
    if (last != null
        && last.array == next.array
        && last.offset + last.to - last.from == next.offset) {
      segments.set(segments.size() - 1, new Segment(last.from, next.to, last.array, last.offset));
    } else {
      segments.add(next);
    }
  }

  private float @Nullable [] whole() {
    if (segments.isEmpty()) {
      return new float[0];
    }
    float[] array = segments.getFirst().array;
    return segments.size() == 1 && array.length == size ? array : null;
  }

  /// Moves the parameters, with their values, into one array. What an earlier `Parameters` moved
  /// stays where it is, and is looked into: all who take parameters of one network share its
  /// weights. A parameter given twice (shared weights) is kept once, a frozen one is left out. Two
  /// parameters of one name are an IllegalArgumentException.
  public static Parameters of(List<Parameter> parameters) {
    List<Parameter> list = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long size = 0;
    for (Parameter parameter : parameters) {
      if (parameter.frozen() || list.stream().anyMatch(parameter::sameAs)) {
        continue;
      }
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(
            "Parameters: two parameters are called "
                + parameter.name()
                + "; those of two networks get names of their own by withPrefix(\"a\") of each"
                + " parameter, or as parameters() of one layer with children() of"
                + " Children.of(\"a\", a, \"b\", b)");
      }
      list.add(parameter);
      size += parameter.tensor().isPinned() ? 0 : parameter.shape().count();
    }
    float[] values = new float[Math.toIntExact(size)];
    int at = 0;
    for (Parameter parameter : list) {
      Tensor leaf = parameter.tensor();
      if (!leaf.isPinned()) {
        leaf.moveTo(values, at);
        leaf.pin();
        at += leaf.count();
      }
    }
    return new Parameters(list);
  }

  /// Refuses parameters that were frozen since they were taken: an optimizer would change them.
  ///
  /// @throws IllegalStateException where one was
  public void requireUnfrozen() {
    for (Parameter parameter : list) {
      if (parameter.frozen()) {
        throw new IllegalStateException(
            "Parameters: "
                + parameter.name()
                + " was frozen after Parameters.of; take Parameters.of again, and begin a new"
                + " optimizer state or training with it");
      }
    }
  }

  /// The parameters, in the order of the flat vector.
  public List<Parameter> list() {
    return list;
  }

  /// Offset in the flat vector of parameter number `index` of {@link #list}.
  public int offset(int index) {
    return offsets[index];
  }

  /// The array of all values itself, not a copy: what is written here is what the network computes
  /// with. Who writes says so by {@link #changed}.
  ///
  /// @throws IllegalStateException where the values lie in arrays of `Parameters` taken earlier, of
  ///   other parts of the network: {@link #toArray}, {@link #set} and {@link #update} work always
  public float[] values() {
    if (whole == null) {
      throw new IllegalStateException(
          "Parameters: expected values in one array, found them in that of other Parameters, taken"
              + " earlier; use toArray(), set(values), update(..) or the optimizer's"
              + " step(parameters, gradients)");
    }
    return whole;
  }

  /// The number of values.
  public int size() {
    return size;
  }

  public Optional<Parameter> named(String name) {
    return list.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /// All values, a copy.
  public float[] toArray() {
    float[] all = new float[size];
    gather(0, size, all);
    return all;
  }

  /// Sets all values.
  public void set(float[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          "Parameters: expected " + size + " values, found " + values.length);
    }
    scatter(0, size, values);
    changed();
  }

  /// An array that has the values `from` to `to - 1` at these indices, to be read at once.
  public float[] read(int from, int to) {
    if (whole != null) {
      return whole;
    }
    gather(from, to, copy);
    return copy;
  }

  /// Changes the values `from` to `to - 1`: the action gets an array that has them at these
  /// indices, and what it writes there are the values afterwards. Several threads may change ranges
  /// that do not overlap.
  public void update(int from, int to, Consumer<float[]> action) {
    float[] array = read(from, to);
    action.accept(array);
    if (whole == null) {
      scatter(from, to, array);
    }
    for (int i = 0; i < offsets.length; i++) {
      int end = i + 1 < offsets.length ? offsets[i + 1] : size;
      if (offsets[i] < to && end > from) {
        list.get(i).changed();
      }
    }
  }

  /// Says that values were written, such as to {@link #values}: each parameter's {@link
  /// Parameter#version} changes.
  public void changed() {
    list.forEach(Parameter::changed);
  }

  private void gather(int from, int to, float[] into) {
    for (Segment s : segments) {
      int begin = Math.max(from, s.from);
      int count = Math.min(to, s.to) - begin;
      if (count > 0) {
        System.arraycopy(s.array, s.offset + begin - s.from, into, begin, count);
      }
    }
  }

  private void scatter(int from, int to, float[] values) {
    for (Segment s : segments) {
      int begin = Math.max(from, s.from);
      int count = Math.min(to, s.to) - begin;
      if (count > 0) {
        System.arraycopy(values, begin, s.array, s.offset + begin - s.from, count);
      }
    }
  }
}

package org.jpsi.core.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jpsi.core.errors.InputException;

/// Named inputs of a network in a fixed order: their tensors, or their shapes.
public final class Inputs<T> {
  /// The name of one input that needs none.
  public static final String SINGLE = "x";

  private final Map<String, T> byName;

  private Inputs(Map<String, T> byName) {
    this.byName = byName;
  }

  /// The inputs of a map, in its order.
  public static <T> Inputs<T> of(SequencedMap<String, ? extends T> byName) {
    return new Inputs<>(Collections.unmodifiableMap(new LinkedHashMap<>(byName)));
  }

  /// One input.
  public static <T> Inputs<T> of(String name, T value) {
    return Inputs.<T>none().with(name, value);
  }

  /// No inputs.
  public static <T> Inputs<T> none() {
    return of(new LinkedHashMap<>());
  }

  /// These inputs, and another behind them.
  ///
  /// @throws InputException where there is one of this name
  public Inputs<T> with(String name, T value) {
    SequencedMap<String, T> more = new LinkedHashMap<>(byName);
    if (more.put(name, value) != null) {
      throw InputException.at("inputs")
          .expected("each name once")
          .found(name + " twice")
          .exception();
    }
    return of(more);
  }

  /// One input that needs no name: {@link #SINGLE}.
  public static <T> Inputs<T> single(T value) {
    return of(SINGLE, value);
  }

  /// Whether this is one input called {@link #SINGLE}.
  public boolean isSingle() {
    return names().equals(List.of(SINGLE));
  }

  /// The names, in order.
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /// The input of a name.
  ///
  /// @throws InputException where there is none, with the nearest name
  public T get(String name) {
    T found = byName.get(name);
    if (found == null) {
      throw InputException.at("inputs")
          .expected(byName.isEmpty() ? "no input" : "one of " + String.join(", ", names()))
          .found(name)
          .nearest(name, byName.keySet())
          .exception();
    }
    return found;
  }

  /// The only input.
  ///
  /// @throws InputException where there are several
  public T only() {
    if (byName.size() != 1) {
      throw InputException.at("inputs")
          .expected("one input")
          .found(byName.isEmpty() ? "none" : String.join(", ", names()))
          .remedy("say which by its name; a network of several begins with a MultiInputLayer")
          .exception();
    }
    return byName.values().iterator().next();
  }

  /// The same inputs in the order of their names in `expected`.
  ///
  /// @param expected the names that there must be
  /// @throws InputException where one is missing or there is another beside them, with the nearest
  ///   name
  public Inputs<T> inOrder(List<String> expected) {
    SequencedMap<String, T> ordered = new LinkedHashMap<>();
    for (String name : expected) {
      T value = byName.get(name);
      if (value == null) {
        throw InputException.at("inputs")
            .expected(name + " among them")
            .found(byName.isEmpty() ? "none" : String.join(", ", names()))
            .nearest(name, byName.keySet())
            .exception();
      }
      ordered.put(name, value);
    }
    for (String name : names()) {
      if (!ordered.containsKey(name)) {
        throw InputException.at("inputs")
            .expected(String.join(", ", expected) + " alone")
            .found(name + " beside them")
            .nearest(name, expected)
            .exception();
      }
    }
    return of(ordered);
  }

  /// A value for each input, such as its tensor for its shape.
  public <R> Inputs<R> map(BiFunction<String, ? super T, ? extends R> value) {
    Map<String, R> mapped = new LinkedHashMap<>();
    byName.forEach((name, of) -> mapped.put(name, value.apply(name, of)));
    return new Inputs<>(Collections.unmodifiableMap(mapped));
  }

  /// Runs an action for each input, in order.
  public void forEach(BiConsumer<String, ? super T> action) {
    byName.forEach(action);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Inputs<?> inputs && byName.equals(inputs.byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  @Override
  public String toString() {
    return byName.toString();
  }
}

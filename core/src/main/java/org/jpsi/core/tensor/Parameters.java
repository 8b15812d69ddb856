package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parameters of a network, flattened one after the other into one array, which optimizers and
/// exchanges of gradients work on.
public final class Parameters {
  private final List<Parameter> list;
  private final float[] values;

  private Parameters(List<Parameter> list, float[] values) {
    this.list = list;
    this.values = values;
  }

  /// Moves the parameters, with their values, into one array. Where they lie in one already, in
  /// this order and alone, it stays: all who take the parameters of one network share its weights.
  /// A parameter given twice (shared weights) is kept once. Two parameters of one name are an
  /// IllegalArgumentException.
  public static Parameters of(List<Parameter> parameters) {
    List<Parameter> list = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long size = 0;
    for (Parameter parameter : parameters) {
      if (list.stream().anyMatch(parameter::sameAs)) {
        continue;
      }
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters are called " + parameter.name());
      }
      list.add(parameter);
      size += parameter.shape().count();
    }
    Optional<float[]> shared = list.stream().findFirst().map(Parameter::storage);
    if (shared.isPresent() && shared.get().length == size && lieIn(shared.get(), list)) {
      return new Parameters(List.copyOf(list), shared.get());
    }
    float[] values = new float[Math.toIntExact(size)];
    int at = 0;
    for (Parameter parameter : list) {
      parameter.moveTo(values, at);
      at += parameter.shape().count();
    }
    return new Parameters(List.copyOf(list), values);
  }

  private static boolean lieIn(float[] values, List<Parameter> list) {
    int at = 0;
    for (Parameter parameter : list) {
      if (parameter.storage() != values || parameter.offset() != at) {
        return false;
      }
      at += parameter.shape().count();
    }
    return true;
  }

  /// Refuses parameters that others have moved since, such as by taking those of a single layer:
  /// what is written here would no longer be what the network computes with.
  ///
  /// @throws IllegalStateException where they have
  public void requireInPlace() {
    if (!lieIn(values, list)) {
      throw new IllegalStateException(
          "Parameters: expected those of the whole network in one array, found some that were moved"
              + " to another by Parameters.of");
    }
  }

  /// The parameters, in the order of the array; {@link Parameter#offset()} is where each begins.
  public List<Parameter> list() {
    return list;
  }

  /// The array itself, not a copy: what is written here is what the network computes with.
  public float[] values() {
    return values;
  }

  /// The number of values.
  public int size() {
    return values.length;
  }

  public Optional<Parameter> named(String name) {
    return list.stream().filter(p -> p.name().equals(name)).findFirst();
  }
}

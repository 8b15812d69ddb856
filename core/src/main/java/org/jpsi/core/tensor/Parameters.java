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

  /// Moves the parameters, with their values, into one new array. A parameter given twice (shared
  /// weights) is kept once. Two parameters of one name are an IllegalArgumentException.
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
    float[] values = new float[Math.toIntExact(size)];
    int at = 0;
    for (Parameter parameter : list) {
      parameter.moveTo(values, at);
      at += parameter.shape().count();
    }
    return new Parameters(List.copyOf(list), values);
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

package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Tensor;

/// Check, before a training begins, that layers return the same children, parameters and buffers
/// each time: those made anew in each call would never be trained.
final class ChildrenCheck {
  private ChildrenCheck() {}

  /// @throws InputException where a layer returns others, or children that are none
  static void of(Layer network) {
    network.parameters(); // refuses children that are null, or that have their parent inside
    if (ForeignClasses.isBuiltIn(network)) {
      return;
    }
    check("network", "layer ", network);
  }

  private static void check(String at, String path, Layer layer) {
    List<Layer> children = List.copyOf(layer.children().values());
    if (!same(children, List.copyOf(layer.children().values()))) {
      throw changing(at, layer, "children()", "layers");
    }
    demandSame(at, layer, "ownParameters()", layer.ownParameters(), layer.ownParameters());
    demandSame(at, layer, "ownBuffers()", layer.ownBuffers(), layer.ownBuffers());
    layer.children().forEach((name, child) -> check(path + name, path + name + ".", child));
    demandSame(at, layer, "parameters()", layer.parameters(), layer.parameters());
  }

  private static void demandSame(
      String at, Layer layer, String method, List<Parameter> one, List<Parameter> other) {
    if (!same(leaves(one), leaves(other))) {
      throw changing(at, layer, method, "parameters");
    }
  }

  private static List<Tensor> leaves(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::tensor).toList();
  }

  private static boolean same(List<?> one, List<?> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = one.get(i) == other.get(i);
    }
    return same;
  }

  private static InputException changing(String at, Layer layer, String method, String what) {
    List<String> names = new ArrayList<>(List.of(at));
    String type = layer.getClass().getSimpleName();
    if (!type.isEmpty() && !layer.getClass().isHidden()) {
      names.add(type);
    }
    return InputException.at(String.join(", ", names))
        .expected(method + " that returns the same " + what + " each time")
        .found("others in a second call")
        .remedy("make them once, such as in final fields, and return those")
        .exception();
  }
}

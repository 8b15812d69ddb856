package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;

/// Classes of a network and its loss that are not built in. Built-in ones are immutable but for
/// their parameters (a test holds it): what they compute is the same in every step. Any other class
/// may do something else the next time.
final class ForeignClasses {
  private ForeignClasses() {}

  /// Their names, each once: of the network and all layers inside, of the loss and its parts.
  static List<String> of(Layer network, Loss loss) {
    List<String> names = new ArrayList<>();
    add(network, names);
    add(loss, names);
    return names;
  }

  /// Whether a layer and all inside it are built in.
  static boolean isBuiltIn(Layer layer) {
    List<String> names = new ArrayList<>();
    add(layer, names);
    return names.isEmpty();
  }

  /// Whether a loss and its parts are built in.
  static boolean isBuiltIn(Loss loss) {
    List<String> names = new ArrayList<>();
    add(loss, names);
    return names.isEmpty();
  }

  private static void add(Loss loss, List<String> names) {
    add(Loss.class, loss, names);
    loss.parts().forEach(part -> add(part, names));
  }

  private static void add(Layer layer, List<String> names) {
    add(Layer.class, layer, names);
    layer.children().values().forEach(child -> add(child, names));
  }

  // Built in is what lies in the package itself, not in a test or a program in one of its name.
  private static void add(Class<?> type, Object value, List<String> names) {
    Class<?> found = value.getClass();
    boolean builtIn =
        found.getPackage() == type.getPackage()
            && found.getProtectionDomain().equals(type.getProtectionDomain());
    String in = found.getPackageName();
    String name = found.getName().substring(in.isEmpty() ? 0 : in.length() + 1);
    int lambda = name.indexOf("$$Lambda");
    name = lambda < 0 ? name : name.substring(0, lambda) + "'s lambda";
    if (!builtIn && !names.contains(name)) {
      names.add(name);
    }
  }
}

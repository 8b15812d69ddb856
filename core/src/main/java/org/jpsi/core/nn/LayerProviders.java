package org.jpsi.core.nn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.errors.ProblemText;
import org.jspecify.annotations.Nullable;

/// The providers of layers that `ServiceLoader` finds, and those that it could not load: one that
/// is broken is no obstacle to the others.
final class LayerProviders {
  private static final String SERVICE = "META-INF/services/" + LayerProvider.class.getName();

  private static final int MAX_ERRORS = 100;

  private final List<LayerProvider> providers = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  private LayerProviders() {}

  /// @param builtIn types that no provider may have, because it would never be asked
  static LayerProviders load(Set<String> builtIn) {
    LayerProviders all = new LayerProviders();
    Iterator<LayerProvider> iterator = ServiceLoader.load(LayerProvider.class).iterator();
    boolean more = true;
    while (more && all.errors.size() < MAX_ERRORS) {
      more = all.addNext(iterator);
    }
    for (LayerProvider provider : all.providers) {
      if (builtIn.contains(provider.type())) {
        throw InputException.at(provider.getClass().getName())
            .expected("a type that is not a built-in layer's")
            .found("`" + provider.type() + "`, which is always the built-in one")
            .kind(Problem.Kind.MISSING_PROVIDER)
            .remedy("give another type() in it and in its layer's spec()")
            .exception();
      }
    }
    return all;
  }

  private boolean addNext(Iterator<LayerProvider> iterator) {
    try {
      if (!iterator.hasNext()) {
        return false;
      }
      providers.add(iterator.next());
    } catch (ServiceConfigurationError wrong) {
      errors.add(ProblemText.messageOf(wrong));
    }
    return true;
  }

  /// The only provider of this type; null where there is none.
  @Nullable LayerProvider of(String type) {
    LayerProvider found = null;
    for (LayerProvider provider : providers) {
      if (!provider.type().equals(type)) {
        continue;
      }
      if (found != null) {
        throw InputException.at("network")
            .expected("one LayerProvider of `" + type + "`")
            .found(found.getClass().getName() + " and " + provider.getClass().getName())
            .kind(Problem.Kind.MISSING_PROVIDER)
            .remedy("leave one of them out of " + SERVICE)
            .exception();
      }
      found = provider;
    }
    return found;
  }

  /// Message part: which providers could not be loaded; empty where all could.
  String broken() {
    return errors.isEmpty()
        ? ""
        : "; of the classes named in " + SERVICE + " some cannot be loaded: " + errors;
  }
}

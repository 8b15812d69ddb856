package org.jpsi.core.kernel;

import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Selection of the kernel implementation, by the environment's `JPSI_VECTOR` (off, 128, 256, 512)
/// and by what the machine has.
final class KernelSelection {
  static final String VARIABLE = "JPSI_VECTOR";

  private static final String MODULE = "jdk.incubator.vector";
  private static final List<String> VALUES = List.of("off", "128", "256", "512");

  private KernelSelection() {}

  static Kernels kernels() {
    try {
      return kernels(requestedBits());
    } catch (InputException wrong) {
      // Thrown at every use: thrown here it would appear as an error of class loading.
      return (Kernels)
          Proxy.newProxyInstance(
              Kernels.class.getClassLoader(),
              new Class<?>[] {Kernels.class},
              (proxy, method, arguments) -> {
                throw wrong;
              });
    }
  }

  /// The requested bits, 0 where nothing was requested, -1 for `off`.
  static int requestedBits() {
    return requestedBits(System.getenv(VARIABLE));
  }

  static int requestedBits(@Nullable String value) {
    String requested = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    if (requested.isEmpty()) {
      return 0;
    }
    if (!VALUES.contains(requested)) {
      throw InputException.at("environment " + VARIABLE)
          .expected(String.join(", ", VALUES))
          .found("`" + value + "`")
          .nearest(requested, VALUES)
          .remedy("unset it to leave the choice to the machine")
          .exception();
    }
    return requested.equals("off") ? -1 : Integer.parseInt(requested);
  }

  private static Kernels kernels(int requestedBits) {
    if (requestedBits < 0 || !hasModule()) {
      return new ScalarKernels();
    }
    return requestedBits > 0 ? vector() : new WarmingKernels();
  }

  /// Whether this JVM was started with the vector module.
  static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /// Whether this JDK has the vector module.
  static boolean isInJdk() {
    return ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /// Reason that kernels are scalar, and the remedy; empty where they are not.
  static Optional<String> scalarReason(int requestedBits, boolean hasModule, boolean isInJdk) {
    if (requestedBits < 0) {
      return Optional.of(VARIABLE + " is off; unset it to use vectors");
    }
    if (hasModule) {
      return Optional.empty();
    }
    return Optional.of(
        isInJdk
            ? "this JVM runs without its vector module; start it with --add-modules " + MODULE
            : "this JDK has no module " + MODULE + "; take one that has");
  }

  /// Found by name: nothing else may link to these classes, or a JVM without the module could not
  /// load it.
  static Kernels vector() {
    try {
      ClassLoader loader = KernelSelection.class.getClassLoader();
      Class.forName("org.jpsi.core.kernel.VectorWidth", true, loader)
          .getDeclaredMethod("check", int.class)
          .invoke(null, requestedBits());
      return (Kernels)
          Class.forName("org.jpsi.core.kernel.VectorKernels", true, loader)
              .getDeclaredConstructor()
              .newInstance();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InputException wrong) {
        throw wrong;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

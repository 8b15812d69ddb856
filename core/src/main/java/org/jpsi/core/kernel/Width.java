package org.jpsi.core.kernel;

import java.util.List;
import java.util.Locale;
import org.jpsi.core.input.InputException;

/// Which kernels run, by the environment's `JPSI_VECTOR` (off, 128, 256, 512) and by what the
/// machine has.
final class Width {
  private static final String VARIABLE = "JPSI_VECTOR";
  private static final List<String> VALUES = List.of("off", "128", "256", "512");

  private Width() {}

  static Kernels kernels() {
    String value = System.getenv(VARIABLE);
    String wish = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    if (!wish.isEmpty() && !VALUES.contains(wish)) {
      throw InputException.at("environment " + VARIABLE)
          .expected(String.join(", ", VALUES))
          .found("`" + value + "`")
          .nearest(wish, VALUES)
          .remedy("unset it to leave the choice to the machine")
          .exception();
    }
    return new ScalarKernels();
  }
}

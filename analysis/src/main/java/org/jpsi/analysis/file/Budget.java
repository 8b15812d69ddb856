package org.jpsi.analysis.file;

import java.util.Locale;

/// Budget of the default network, in multiplications: it sets what the file leaves out.
public enum Budget {
  QUICK,
  NORMAL,
  THOROUGH;

  /// The word in the file.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

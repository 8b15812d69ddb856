package org.jpsi.core.tensor;

import java.lang.StackWalker.StackFrame;
import java.util.Set;

/// Who called the library: the first class on the stack that is not of it.
final class Caller {
  private static final Set<String> OURS =
      Set.of("org.jpsi.core.tensor", "org.jpsi.core.nn", "org.jpsi.core.loss", "org.jpsi.core.data");

  private Caller() {}

  /// ` in AnnealedLoss.forward (Program.java:12)`; empty where the library called itself.
  static String words() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames.filter(Caller::isForeign).findFirst())
        .map(Caller::words)
        .orElse("");
  }

  private static boolean isForeign(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return !isOurs(type) && type.getClassLoader() != null;
  }

  /// Whether a class is of the library: of these packages, and from where the library is.
  static boolean isOurs(Class<?> type) {
    return (OURS.contains(type.getPackageName()) || type.getName().startsWith("org.jpsi.core.train."))
        && type.getProtectionDomain().equals(Tensor.class.getProtectionDomain());
  }

  private static String words(StackFrame frame) {
    String name = frame.getClassName();
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return " in %s.%s (%s:%d)"
        .formatted(simple, frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
  }
}

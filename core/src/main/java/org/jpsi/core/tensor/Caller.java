package org.jpsi.core.tensor;

import java.lang.StackWalker.StackFrame;

/// Caller of the library in a recorded step: the first class on the stack that is not of the
/// library itself.
final class Caller {
  static final String IN = " in ";
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Caller() {}

  /// ` in AnnealedLoss.forward (Program.java:12)`; empty where the library called itself.
  static String words() {
    return STACK.walk(frames ->
        frames
            .takeWhile(frame -> frame.getDeclaringClass() != RecordedStep.class)
            .filter(frame -> !ofLibrary(frame.getDeclaringClass()))
            .findFirst()
            .map(Caller::words)
            .orElse(""));
  }

  // Of the library itself, not of a test or a program in a package of its name; or of the JDK.
  private static boolean ofLibrary(Class<?> type) {
    return type.getClassLoader() == null
        || type.getProtectionDomain().equals(Tensor.class.getProtectionDomain());
  }

  private static String words(StackFrame frame) {
    String name = frame.getClassName();
    return IN
        + name.substring(name.lastIndexOf('.') + 1)
        + "."
        + frame.getMethodName()
        + " ("
        + frame.getFileName()
        + ":"
        + frame.getLineNumber()
        + ")";
  }
}

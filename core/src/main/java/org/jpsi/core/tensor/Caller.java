package org.jpsi.core.tensor;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Optional;

/// Who called, in a recorded step: the first class on the stack that is not of the library, or
/// where there is none the first outside of this package.
final class Caller {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Caller() {}

  /// ` in AnnealedLoss.forward (Program.java:12)`.
  static String words() {
    List<StackFrame> step =
        STACK.walk(
            frames ->
                frames.takeWhile(frame -> frame.getDeclaringClass() != RecordedStep.class).toList());
    Optional<StackFrame> foreign =
        step.stream().filter(frame -> !ofLibrary(frame.getDeclaringClass())).findFirst();
    return foreign
        .or(() -> step.stream().filter(frame -> !ofPackage(frame.getDeclaringClass())).findFirst())
        .map(Caller::words)
        .orElse("");
  }

  // Of the library itself, not of a test or a program in a package of its name; or of the JDK.
  private static boolean ofLibrary(Class<?> type) {
    return type.getClassLoader() == null
        || type.getProtectionDomain().equals(Tensor.class.getProtectionDomain());
  }

  private static boolean ofPackage(Class<?> type) {
    return type.getPackage() == Tensor.class.getPackage() || type.getClassLoader() == null;
  }

  private static String words(StackFrame frame) {
    String name = frame.getClassName();
    return " in %s.%s (%s:%d)"
        .formatted(
            name.substring(name.lastIndexOf('.') + 1),
            frame.getMethodName(),
            frame.getFileName(),
            frame.getLineNumber());
  }
}

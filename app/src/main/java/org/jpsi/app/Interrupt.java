package org.jpsi.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// Ctrl-C, in two steps: the first asks the job to end well, the second ends the process. What a
/// batch system sends before it kills (SIGTERM) asks the same.
final class Interrupt {
  private final Terminal terminal;
  private final String promise;
  private final AtomicInteger signal = new AtomicInteger();

  /// @param promise what becomes of the work done so far
  Interrupt(Terminal terminal, String promise) {
    this.terminal = terminal;
    this.promise = promise;
  }

  /// Listens from now on.
  Interrupt listen() {
    listen("INT", 2);
    listen("TERM", 15);
    return this;
  }

  /// `Signal.handle(new Signal(name), caught -> stop(number))`, by reflection: nothing else hears a
  /// signal twice, and javac warns of `sun.misc` in a way that no source can answer.
  private void listen(String name, int number) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              Interrupt.class.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, given) -> {
                if (method.getName().equals("handle")) {
                  stop(number);
                }
                return null;
              });
      signals
          .getMethod("handle", signals, handlers)
          .invoke(null, signals.getConstructor(String.class).newInstance(name), handler);
    } catch (ReflectiveOperationException e) {
      // Not there, or not ours (-Xrs): the signal keeps its usual meaning.
    }
  }

  private void stop(int number) {
    if (!signal.compareAndSet(0, number)) {
      // What was written so far stays in DIR.partial, for --resume.
      Runtime.getRuntime().halt(128 + number);
    }
    terminal.err().println("\nstopping, " + promise + "; once more ends it at once");
  }

  boolean asked() {
    return signal.get() != 0;
  }

  /// As shells have it: 128 and the signal's number, so 130 for Ctrl-C.
  int status() {
    return 128 + signal.get();
  }
}

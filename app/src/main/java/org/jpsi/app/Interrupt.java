package org.jpsi.app;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// Interrupt handler (Ctrl-C): the first one requests an orderly stop, the second ends the process.
/// SIGTERM, which batch systems send first, requests the same.
final class Interrupt {
  private final Terminal terminal;
  private final String promise;
  private final AtomicInteger signal = new AtomicInteger();

  /// @param promise what happens to the results so far
  Interrupt(Terminal terminal, String promise) {
    this.terminal = terminal;
    this.promise = promise;
  }

  /// Installs the handlers.
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
      // Not available, or disabled (-Xrs): the signal keeps its default action.
    }
  }

  private void stop(int number) {
    if (!signal.compareAndSet(0, number)) {
      // What was written so far stays in DIR.partial, for --resume.
      Runtime.getRuntime().halt(128 + number);
    }
    terminal.err().println("\nstopping, " + promise + "; once more ends it immediately");
  }

  boolean requested() {
    return signal.get() != 0;
  }

  /// The exit status as in shells: 128 plus the signal number, so 130 for Ctrl-C.
  int status() {
    return 128 + signal.get();
  }
}

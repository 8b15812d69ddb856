package org.jpsi.app;

import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jpsi.core.parallel.BackgroundThread;

/// Signals to a command. The first Ctrl-C (SIGINT) may request an orderly end, the second ends the
/// process. SIGTERM (batch systems, `docker stop`) and SIGHUP (a terminal that closes) end it
/// within seconds, whatever it is doing: what is on disk is whole at any moment.
///
/// Signals that the process was started to ignore, as by `nohup`, stay ignored: the JVM sees to it.
final class Interrupt {
  private static final int INT = 2;
  private static final int TERM = 15;
  private static final int HUP = 1;
  // Of the three seconds that a command may take to go.
  private static final long ORDERLY_SECONDS = 2;

  /// Response of a command to signals; called on a thread of its own.
  interface Response {
    /// The fate of the results so far, in words, where the command ends by itself soon after the
    /// first signal; empty where it is ended at once.
    ///
    /// @param terminated by another signal than Ctrl-C: if it is not gone soon, it is ended
    Optional<String> stopping(boolean terminated);

    /// The results that are kept, in words, where it is ended at once.
    String ended();

    /// Takes leave before it is ended at once.
    default void leave() {}
  }

  private final Terminal terminal;
  private final Response response;
  private final AtomicInteger signal = new AtomicInteger();
  // once it is said, so that the command does not end before
  private volatile boolean requested;

  Interrupt(Terminal terminal, Response response) {
    this.terminal = terminal;
    this.response = response;
  }

  /// Signals to a command that looks often whether to stop, and leaves nothing then.
  static Interrupt leavingNothing(Terminal terminal) {
    return new Interrupt(
        terminal,
        new Response() {
          @Override
          public Optional<String> stopping(boolean terminated) {
            return Optional.of("nothing will be written");
          }

          @Override
          public String ended() {
            return "nothing was written";
          }
        });
  }

  /// Installs the handlers.
  Interrupt listen() {
    listen("INT", INT);
    listen("TERM", TERM);
    listen("HUP", HUP);
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
                  caught(number);
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

  private void caught(int number) {
    if (signal.compareAndSet(0, number)) {
      Optional<String> promise = response.stopping(number != INT);
      if (promise.isPresent()) {
        say(
            terminal.err()::println,
            "stopping, " + promise.get() + "; once more ends it immediately");
        requested = true;
        if (number == INT) {
          return;
        }
        await(ORDERLY_SECONDS);
      }
    }
    try {
      say(terminal::last, "ended; " + response.ended());
      response.leave();
    } finally {
      Runtime.getRuntime().halt(128 + number);
    }
  }

  // By a thread that nobody waits long for: a terminal that is stopped or gone may not take it.
  private static void say(Consumer<String> to, String what) {
    CountDownLatch said = new CountDownLatch(1);
    BackgroundThread.start(
        "signal",
        () -> {
          to.accept("\n" + what);
          said.countDown();
        });
    try {
      said.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean requested() {
    return requested;
  }

  /// The exit status as in shells: 128 plus the signal number, so 130 for Ctrl-C.
  int status() {
    return 128 + signal.get();
  }
}

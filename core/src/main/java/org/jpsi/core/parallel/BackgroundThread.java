package org.jpsi.core.parallel;

/// A daemon thread beside the budget, for what watches or measures and mostly sleeps. What computes
/// is for {@link ThreadPool}.
public final class BackgroundThread {
  private BackgroundThread() {}

  /// Starts it.
  ///
  /// @param name of what it does: the thread is called `jpsi-NAME`
  public static void start(String name, Runnable work) {
    Thread.ofPlatform().daemon().name("jpsi-" + name).start(work);
  }
}

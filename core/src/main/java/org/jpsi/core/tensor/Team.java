package org.jpsi.core.tensor;

/// Threads that share out numbered tasks. Which thread does which task never shows in a result:
/// tasks write to places of their own.
public interface Team {
  /// A single thread: the caller's.
  Team ALONE =
      new Team() {
        @Override
        public int size() {
          return 1;
        }

        @Override
        public void run(int tasks, Task task) {
          for (int i = 0; i < tasks; i++) {
            task.run(i, 0);
          }
        }
      };

  /// One numbered task.
  @FunctionalInterface
  interface Task {
    /// @param thread from 0 to {@link Team#size()} - 1: for scratch that a thread keeps
    void run(int task, int thread);
  }

  /// The number of threads, the caller's included.
  int size();

  /// Does tasks 0 to `tasks - 1` and returns when all are done.
  void run(int tasks, Task task);
}

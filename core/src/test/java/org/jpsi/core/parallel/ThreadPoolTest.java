package org.jpsi.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks shared out: each is done once, by whom never shows, and nothing locks up.
@Timeout(120)
class ThreadPoolTest {
  private static final int TASKS = 97;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyTaskIsDoneOnceAndSeenByTheCaller(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    assertThat(pool.size()).isEqualTo(threads);
    for (int tasks : new int[] {0, 1, 2, 3, TASKS}) {
      for (int round = 0; round < 200; round++) {
        int[] done = new int[tasks];
        pool.parallelFor(tasks, i -> done[i]++);
        assertThat(done).containsOnly(ones(tasks));
      }
    }
  }

  private static int[] ones(int tasks) {
    return tasks == 0 ? new int[0] : new int[] {1};
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void noTwoTasksAtATimeHaveTheSameThreadNumber(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    AtomicIntegerArray inside = new AtomicIntegerArray(threads);
    List<Integer> most = Collections.synchronizedList(new ArrayList<>());
    for (int round = 0; round < 200; round++) {
      pool.parallelFor(
          TASKS,
          (task, thread) -> {
            most.add(inside.incrementAndGet(thread));
            inside.decrementAndGet(thread);
          });
    }
    assertThat(most).containsOnly(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void asManyThreadsAsThePoolHasWorkAtATime(int threads) throws Exception {
    // each task waits until all threads have one
    CyclicBarrier all = new CyclicBarrier(threads);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    ThreadPool.of(threads)
        .parallelFor(
            threads,
            i -> {
              seen.add(Thread.currentThread());
              await(all);
            });
    assertThat(seen).hasSize(threads).contains(Thread.currentThread());
    seen.remove(Thread.currentThread());
    assertThat(seen)
        .allMatch(Thread::isDaemon)
        .allMatch(thread -> thread.getName().matches("jpsi-worker-\\d+"));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void aNestedLoopRunsInItsCaller(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    int[][] two = new int[TASKS][TASKS];
    int[][][] three = new int[13][7][5];
    boolean[] stayed = new boolean[TASKS];
    pool.parallelFor(
        TASKS,
        i -> {
          Thread caller = Thread.currentThread();
          boolean[] here = new boolean[TASKS];
          pool.parallelFor(
              TASKS,
              j -> {
                two[i][j] = i * j;
                here[j] = Thread.currentThread() == caller;
              });
          stayed[i] = IntStream.range(0, TASKS).allMatch(j -> here[j]);
        });
    // of other sizes, three deep
    pool.parallelFor(
        13,
        i ->
            ThreadPool.of(8)
                .parallelFor(
                    7, j -> ThreadPool.of(2).parallelFor(5, k -> three[i][j][k] = i + j + k)));
    assertThat(stayed).containsOnly(true);
    for (int i = 0; i < TASKS; i++) {
      for (int j = 0; j < TASKS; j++) {
        assertThat(two[i][j]).isEqualTo(i * j);
      }
    }
    for (int i = 0; i < 13; i++) {
      for (int j = 0; j < 7; j++) {
        for (int k = 0; k < 5; k++) {
          assertThat(three[i][j][k]).isEqualTo(i + j + k);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void anInterruptEndsNothingAndIsKept(int threads) throws Exception {
    int[] done = new int[TASKS];
    boolean[] kept = new boolean[1];
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              // enough to be parked in between
              ThreadPool.of(threads)
                  .parallelFor(
                      TASKS,
                      i -> {
                        done[i]++;
                        spin();
                      });
              kept[0] = Thread.currentThread().isInterrupted();
            });
    caller.join();
    assertThat(kept[0]).isTrue();
    assertThat(done).containsOnly(1);
  }

  private static void spin() {
    long end = System.nanoTime() + 100_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void anInterruptThatATaskLeavesIsNotOfTheNext(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    CyclicBarrier all = new CyclicBarrier(threads);
    Thread caller = Thread.currentThread();
    pool.parallelFor(
        threads,
        i -> {
          await(all);
          if (Thread.currentThread() != caller) {
            Thread.currentThread().interrupt();
          }
        });
    boolean[] interrupted = new boolean[threads];
    pool.parallelFor(
        threads,
        i -> {
          interrupted[i] = Thread.currentThread().isInterrupted();
          await(all);
        });
    assertThat(interrupted).containsOnly(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void manyCallersAtOnceGetWhatEachWouldAlone(int threads) throws Exception {
    int callers = 6;
    double[][] sums = new double[callers][];
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> all = new ArrayList<>();
    for (int c = 0; c < callers; c++) {
      int caller = c;
      all.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int round = 0; round < 100; round++) {
                    sums[caller] = sums(ThreadPool.of(threads), caller);
                  }
                } catch (Throwable e) {
                  failures.add(e);
                }
              }));
    }
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    for (int c = 0; c < callers; c++) {
      assertThat(sums[c]).isEqualTo(sums(ThreadPool.SERIAL, c));
    }
  }

  private static double[] sums(ThreadPool pool, int caller) {
    double[] sums = new double[TASKS];
    pool.parallelFor(
        TASKS,
        i -> {
          for (int k = 1; k <= 50; k++) {
            sums[i] += 1.0 / (caller + i + k);
          }
        });
    return sums;
  }

  @Test
  void poolsOfAllSizesShareTheirThreads() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    for (int threads : new int[] {2, 8, 3, 8, 2}) {
      CyclicBarrier all = new CyclicBarrier(threads);
      ThreadPool.of(threads)
          .parallelFor(
              threads,
              i -> {
                seen.add(Thread.currentThread());
                await(all);
              });
    }
    assertThat(seen).hasSize(8);
  }

  @Test
  void aPoolHasAThreadAtLeast() {
    assertThatThrownBy(() -> ThreadPool.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ThreadPool: expected 1 thread or more, found 0");
  }
}

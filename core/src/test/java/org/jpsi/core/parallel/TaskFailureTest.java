package org.jpsi.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that throw: which exception comes out does not depend on threads, and the pool goes on.
@Timeout(120)
class TaskFailureTest {
  private static final int TASKS = 97;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void theFirstTaskThatFailsIsTold(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    for (int first : new int[] {0, 1, 48, TASKS - 2, TASKS - 1}) {
      for (int round = 0; round < 50; round++) {
        int[] done = new int[TASKS];
        assertThatThrownBy(() ->
                pool.parallelFor(
                    TASKS,
                    i -> {
                      done[i]++;
                      if (i >= first) {
                        throw new IllegalArgumentException("task " + i);
                      }
                    }))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("task " + first)
            .satisfies(e ->
                assertThat(e.getSuppressed())
                    .allMatch(o -> String.valueOf(o.getMessage()).startsWith("task ")));
        // all before it are done, and it and what follows at most once
        for (int i = 0; i < TASKS; i++) {
          assertThat(done[i]).isBetween(i <= first ? 1 : 0, 1);
        }
      }
      int[] after = new int[TASKS];
      pool.parallelFor(TASKS, i -> after[i]++);
      assertThat(after).containsOnly(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void nothingRunsAnyMoreWhenAFailureIsTold(int threads) {
    AtomicIntegerArray running = new AtomicIntegerArray(1);
    for (int round = 0; round < 100; round++) {
      assertThatThrownBy(() ->
              ThreadPool.of(threads)
                  .parallelFor(
                      TASKS,
                      i -> {
                        running.incrementAndGet(0);
                        try {
                          if (i == 1) {
                            throw new IllegalStateException();
                          }
                          Thread.onSpinWait();
                        } finally {
                          running.decrementAndGet(0);
                        }
                      }))
          .isInstanceOf(IllegalStateException.class);

      assertThat(running.get(0)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void aFailureDeepInsideComesOut(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    assertThatThrownBy(() ->
            pool.parallelFor(
                5,
                i ->
                    pool.parallelFor(
                        5,
                        j ->
                            pool.parallelFor(
                                5,
                                k -> {
                                  if (i == 3 && j == 2 && k == 1) {
                                    throw new IllegalStateException("321");
                                  }
                                }))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("321");
    assertThatThrownBy(() -> pool.parallelFor(3, i -> deep(Integer.MAX_VALUE)))
        .isInstanceOf(StackOverflowError.class);
    int[] after = new int[TASKS];
    pool.parallelFor(TASKS, i -> after[i]++);
    assertThat(after).containsOnly(1);
  }

  private static int deep(int calls) {
    return calls == 0 ? 0 : 1 + deep(calls - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void oneFailureThrownByManyTasksIsNotSuppressedInItself(int threads) {
    RuntimeException same = new IllegalStateException("same");
    CyclicBarrier all = new CyclicBarrier(threads);
    assertThatThrownBy(() ->
            ThreadPool.of(threads)
                .parallelFor(
                    threads,
                    i -> {
                      await(all);
                      throw same;
                    }))
        .isSameAs(same)
        .hasNoSuppressedExceptions();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void whatOthersThrewMeanwhileIsSuppressed(int threads) {
    CyclicBarrier all = new CyclicBarrier(threads);
    Throwable first =
        catchThrowable(() ->
            ThreadPool.of(threads)
                .parallelFor(
                    threads,
                    i -> {
                      await(all);
                      throw new IllegalStateException("task " + i);
                    }));
    assertThat(first).hasMessage("task 0");
    assertThat(first.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(1, threads).mapToObj(i -> "task " + i).toList());
  }

  @Test
  void aCheckedExceptionThatASneakyTaskThrowsLocksNothingUp() {
    assertThatThrownBy(() ->
            ThreadPool.of(2)
                .parallelFor(
                    2,
                    i -> {
                      throw TaskFailureTest.<RuntimeException>sneaky(new IOException("sneaky"));
                    }))
        .isInstanceOf(UndeclaredThrowableException.class)
        .hasRootCauseMessage("sneaky");
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> E sneaky(Exception e) throws E {
    throw (E) e;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

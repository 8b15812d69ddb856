package org.jpsi.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Work beside the main work, on the same threads.
@Timeout(120)
class DeferredTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void eachIsDoneOnce(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    AtomicInteger done = new AtomicInteger();
    List<Deferred<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      all.add(
          pool.submit(() -> {
            done.incrementAndGet();
            return number;
          }));
    }
    assertThat(all.stream().map(Deferred::get).toList())
        .isEqualTo(IntStream.range(0, 200).boxed().toList());
    assertThat(all.getFirst().get()).isZero();
    assertThat(done.get()).isEqualTo(200);
  }

  @Test
  void aPoolOfOneThreadLeavesItUntilItIsAskedFor() {
    List<Thread> by = new ArrayList<>();
    Deferred<Boolean> work = ThreadPool.SERIAL.submit(() -> by.add(Thread.currentThread()));
    assertThat(by).isEmpty();
    assertThat(work.get()).isTrue();
    assertThat(by).containsExactly(Thread.currentThread());
  }

  @Test
  void aWorkerThreadThatHasNothingElseToDoDoesItBeforeItIsAskedFor() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Deferred<Thread> work =
        ThreadPool.of(2)
            .submit(() -> {
              begun.countDown();
              return Thread.currentThread();
            });
    begun.await();
    assertThat(work.get().getName()).isEqualTo("jpsi-worker-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void insideItALoopIsSharedOutOrNotAndTheSame(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    List<Deferred<int[]>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(
          pool.submit(() -> {
            int[] squares = new int[30];
            pool.parallelFor(30, k -> squares[k] = k * k);
            return squares;
          }));
    }
    int[][] beside = new int[50][30];
    for (int[] squares : beside) {
      pool.parallelFor(30, k -> squares[k] = k * k);
    }
    int[] expected = IntStream.range(0, 30).map(k -> k * k).toArray();
    assertThat(List.of(beside)).allSatisfy(squares -> assertThat(squares).isEqualTo(expected));
    assertThat(all).allSatisfy(work -> assertThat(work.get()).isEqualTo(expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void aTaskMayAskForIt(int threads) {
    ThreadPool pool = ThreadPool.of(threads);
    for (int round = 0; round < 50; round++) {
      Deferred<Integer> outer = pool.submit(() -> pool.submit(() -> 3).get() + 1);
      int[] got = new int[9];
      pool.parallelFor(9, i -> got[i] = outer.get() + pool.submit(() -> i).get());
      assertThat(got).isEqualTo(IntStream.range(4, 13).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void whatItThrowsIsToldToWhoAsks(int threads) {
    Deferred<Integer> work =
        ThreadPool.of(threads)
            .submit(() -> {
              throw new IllegalArgumentException("no");
            });
    assertThatThrownBy(work::get).isInstanceOf(IllegalArgumentException.class).hasMessage("no");
    assertThatThrownBy(work::get).isInstanceOf(IllegalArgumentException.class);
    assertThat(ThreadPool.of(threads).submit(() -> 1).get()).isEqualTo(1);
  }

  @Test
  void whatIsCancelledBeforeItBeginsIsNotDone() {
    AtomicInteger done = new AtomicInteger();
    Deferred<Integer> work = ThreadPool.SERIAL.submit(done::incrementAndGet);
    work.cancel();
    assertThatThrownBy(work::get).isInstanceOf(CancellationException.class);
    assertThat(done.get()).isZero();
    Deferred<Integer> over = ThreadPool.SERIAL.submit(done::incrementAndGet);
    assertThat(over.get()).isEqualTo(1);
    over.cancel();
    assertThat(over.get()).isEqualTo(1);
  }

  @Test
  void anInterruptedCallerStillGetsIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Deferred<Integer> work =
        ThreadPool.of(2)
            .submit(() -> {
              begun.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                return -1;
              }
              return 7;
            });
    begun.await();
    Object[] seen = new Object[2];
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              Thread.currentThread().interrupt();
              seen[0] = work.get();
              seen[1] = Thread.currentThread().isInterrupted();
            });
    go.countDown();
    caller.join();
    assertThat(seen).containsExactly(7, true);
  }
}

package org.jpsi.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  @TempDir Path folder;

  /// Takes the lock, says so, and ends when its input does.
  static final class Holder {
    static void main(String[] words) throws IOException {
      Optional<LockFile> lock = LockFile.tryTake(Path.of(words[0]), "the other process");
      System.out.println(lock.isPresent() ? "taken" : "refused");
      System.in.read();
    }
  }

  private Process other(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-classpath",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void oneHolderAtATimeAndNothingIsLeft() {
    Path file = folder.resolve(".run.lock");
    LockFile first = LockFile.tryTake(file, "the first").orElseThrow();
    assertThat(first.isKernelLock()).isTrue();
    assertThat(LockFile.tryTake(file, "the second")).isEmpty();
    assertThat(LockFile.tryTake(folder.resolve("sub/../.run.lock"), "by another path")).isEmpty();
    assertThat(LockFile.holder(file)).isEqualTo("the first");
    first.close();
    assertThat(file).doesNotExist();
    first.close();
    try (LockFile second = LockFile.tryTake(file, "the second").orElseThrow()) {
      assertThat(file).hasContent("the second\n");
      first.close();
      assertThat(LockFile.tryTake(file, "the third")).isEmpty();
      assertThat(second.isKernelLock()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anotherProcessIsKeptOutUntilItsKilledHolderIsGone() throws Exception {
    Path file = folder.resolve(".run.lock");
    Process holder = other(file);
    try (BufferedReader out = holder.inputReader()) {
      assertThat(out.readLine()).isEqualTo("taken");
      assertThat(LockFile.tryTake(file, "we")).isEmpty();
      assertThat(LockFile.holder(file)).isEqualTo("the other process");
      // asking twice closes no channel that matters
      assertThat(LockFile.tryTake(file, "we")).isEmpty();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertThat(file).exists();
    LockFile.tryTake(file, "we").orElseThrow().close();
    assertThat(folder).isEmptyDirectory();
  }

  /// Refusing others in this process must not give up the kernel's lock (POSIX would).
  @Test
  void whoIsRefusedHereOpensTheLockToNobodyElse() throws Exception {
    Path file = folder.resolve(".run.lock");
    try (LockFile lock = LockFile.tryTake(file, "we").orElseThrow()) {
      assertThat(lock.isKernelLock()).isTrue();
      assertThat(LockFile.tryTake(file, "we again")).isEmpty();
      assertThat(LockFile.holder(file)).isEqualTo("we");
      Process asking = other(file);
      try (BufferedReader out = asking.inputReader()) {
        assertThat(out.readLine()).isEqualTo("refused");
      } finally {
        asking.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void threadsThatTakeAndGiveBackExcludeEachOther() throws InterruptedException {
    Path file = folder.resolve(".run.lock");
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < 200; n++) {
                  LockFile.tryTake(file, "a thread")
                      .ifPresent(lock -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        taken.incrementAndGet();
                        inside.decrementAndGet();
                        lock.close();
                      });
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most).as("holders at once").hasValue(1);
    assertThat(taken).hasPositiveValue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPlaceThatCannotHoldALockIsTold() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "a file");
    assertThatThrownBy(() -> LockFile.tryTake(plain.resolve(".run.lock"), "we"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be written");
    assertThat(LockFile.holder(plain.resolve(".run.lock"))).isEmpty();
  }
}

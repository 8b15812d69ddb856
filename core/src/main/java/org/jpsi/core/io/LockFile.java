package org.jpsi.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Lock of what a file stands for, which one holder in one process has at a time. The kernel
/// releases it when the process ends, however that is; the file, in which the holder is named for
/// people, is removed by {@link #close}, and may be left by a process that was killed.
///
/// ```java
/// try (LockFile lock = LockFile.tryTake(file, "process 12").orElseThrow(() -> ...)) {
///   ...
/// }
/// ```
public final class LockFile implements AutoCloseable {
  // A byte beyond every text, which others can read then where locks are mandatory.
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
  private static final int LONGEST_NAME = 200;
  private static final int MAX_TRIES = 1000;

  // The locks of this process. POSIX gives a file's lock up as soon as the process closes any
  // channel of that file, so that a file in here is not opened a second time.
  private static final ConcurrentMap<Path, String> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;
  private final boolean kernel;

  private LockFile(Path file, FileChannel channel, boolean kernel) {
    this.file = file;
    this.channel = channel;
    this.kernel = kernel;
  }

  /// Takes the lock, if nobody has it.
  ///
  /// @param file which is made where it does not exist; its folder is there
  /// @param holder for people
  /// @throws InputException where the file cannot be made
  public static Optional<LockFile> tryTake(Path file, String holder) {
    try {
      Path real = real(file);
      if (HELD.putIfAbsent(real, holder) != null) {
        return Optional.empty();
      }
      Optional<LockFile> lock = Optional.empty();
      try {
        lock = take(real, holder);
      } finally {
        if (lock.isEmpty()) {
          HELD.remove(real);
        }
      }
      return lock;
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  private static Path real(Path file) throws IOException {
    Path whole = file.toAbsolutePath().normalize();
    Path folder = Objects.requireNonNull(whole.getParent(), "a lock is in a folder");
    return folder.toRealPath().resolve(String.valueOf(whole.getFileName()));
  }

  // The holder removes the file while it has the lock. Who opened it before may then get the lock
  // of a file that has no name any more, while another makes a new one: it counts only where the
  // name still means the file that was opened.
  private static Optional<LockFile> take(Path file, String holder) throws IOException {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<Object> before = identity(file);
      if (before.isEmpty()) {
        create(file);
        continue;
      }
      FileChannel channel;
      try {
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
      } catch (NoSuchFileException removed) {
        continue;
      }
      boolean kept = false;
      try {
        boolean kernel = true;
        try {
          if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
            return Optional.empty();
          }
        } catch (OverlappingFileLockException byAnotherName) {
          return Optional.empty();
        } catch (IOException noLocks) {
          kernel = false;
        }
        if (identity(file).equals(before)) {
          name(channel, holder);
          kept = true;
          return Optional.of(new LockFile(file, channel, kernel));
        }
      } finally {
        if (!kept) {
          channel.close();
        }
      }
    }
    throw new IOException("it is made and removed all the time");
  }

  private static void create(Path file) throws IOException {
    try {
      FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW).close();
    } catch (FileAlreadyExistsException another) {
      // made it first
    }
  }

  private static void name(FileChannel channel, String holder) {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException full) {
      // The name is for people; the lock is there without it.
    }
  }

  // Where a system has no keys of files, a file that is open is not removed either.
  private static Optional<Object> identity(Path file) throws IOException {
    try {
      @Nullable Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? file : key);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// The name of who has the lock; empty where it cannot be told.
  public static String holder(Path file) {
    try {
      Path real = real(file);
      String ours = HELD.get(real);
      if (ours != null) {
        return ours;
      }
      try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NAME);
        channel.read(bytes);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
            .lines()
            .findFirst()
            .orElse("");
      }
    } catch (IOException e) {
      return "";
    }
  }

  /// Whether the lock keeps other processes out: a few network file systems have no locks.
  public boolean isKernelLock() {
    return kernel;
  }

  /// Removes the file and gives the lock back.
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      try {
        Files.deleteIfExists(file);
      } finally {
        channel.close();
      }
    } catch (IOException e) {
      // A file that is left locks nothing.
    } finally {
      HELD.remove(file);
    }
  }
}

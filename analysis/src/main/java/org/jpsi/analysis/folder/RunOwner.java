package org.jpsi.analysis.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.IoFailure;
import org.jpsi.core.io.LockFile;
import org.jspecify.annotations.Nullable;

/// Owner of a run folder: whoever holds the lock `.DIR.lock` beside it. The lock is outside of
/// `DIR.partial` and of `DIR`, which are renamed and removed while it is held.
public final class RunOwner implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private final LockFile lock;
  // Folders above the run that were made for it, the innermost last.
  private final List<Path> made;

  private RunOwner(LockFile lock, List<Path> made) {
    this.lock = lock;
    this.made = made;
  }

  /// Makes this process the owner.
  ///
  /// @param given the folder as the user wrote it
  /// @param folder the same, absolute
  /// @param remedy where another is the owner
  /// @throws InputException where another is, or nothing can be written there
  public static RunOwner of(Path given, Path folder, String remedy) {
    Path parent = folder.getParent();
    if (parent == null) {
      throw InputException.at(given.toString())
          .expected("the name of a folder")
          .found("the root of all")
          .exception();
    }
    Path file = folder.resolveSibling("." + folder.getFileName() + ".lock");
    List<Path> made = makeFolders(parent);
    Optional<LockFile> lock = Optional.empty();
    try {
      lock = LockFile.tryTake(file, "process " + ProcessHandle.current().pid() + begun());
    } finally {
      if (lock.isEmpty()) {
        remove(made);
      }
    }
    return new RunOwner(
        lock.orElseThrow(() -> {
          String holder = LockFile.holder(file);
          return InputException.at(given.toString())
              .expected("a run folder that nobody writes to now")
              .found(
                  "one that " + (holder.isEmpty() ? "another process" : holder) + " is writing to")
              .remedy(remedy)
              .exception();
        }),
        made);
  }

  private static String begun() {
    String now = TIME.format(ZonedDateTime.now().truncatedTo(ChronoUnit.SECONDS));
    return " on " + host() + ", since " + now + ",";
  }

  // Not by InetAddress, which may ask a name server, and wait for it.
  private static String host() {
    try {
      Path linux = Path.of("/proc/sys/kernel/hostname");
      if (Files.isReadable(linux)) {
        return Files.readString(linux, StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      // by the environment, then
    }
    return Optional.ofNullable(System.getenv("HOSTNAME"))
        .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
        .orElse("this host");
  }

  private static List<Path> makeFolders(Path parent) {
    List<Path> made = new ArrayList<>();
    for (@Nullable Path at = parent; at != null && !Files.exists(at); at = at.getParent()) {
      made.addFirst(at);
    }
    try {
      Files.createDirectories(parent);
    } catch (IOException e) {
      remove(made);
      throw IoFailure.writing(parent, e);
    }
    return made;
  }

  /// Whether the owner is the only one: false on a file system without locks.
  boolean isSure() {
    return lock.isKernelLock();
  }

  /// Gives the folder back, and removes what was made for it where it is empty.
  @Override
  public void close() {
    lock.close();
    remove(made);
  }

  private static void remove(List<Path> folders) {
    try {
      for (Path folder : folders.reversed()) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      // not empty: the run is in it, or something of another
    }
  }

  /// Deletes a file, or a folder with all that is in it, where it exists.
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

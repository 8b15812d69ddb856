package org.jpsi.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Atomic file writer: the file appears under its name whole or not at all. It is written beside it
/// as `.NAME.DIGITS.partial`, forced to the disk, and renamed when done. Whatever the system
/// refuses (a full disk, a folder without permission) is an {@link InputException}, and nothing is
/// left; a process that is killed leaves the `.partial` and, under the name, what was there before.
///
/// ```java
/// AtomicFile.write(page, html);
/// try (AtomicFile file = AtomicFile.create(path)) {
///   file.write(bytes);
///   file.finish();
/// }
/// ```
///
/// A symbolic link is followed and kept. What is not a regular file (a pipe, `/dev/stdout`) is
/// written directly.
public final class AtomicFile implements AutoCloseable {
  // Of a name's 255 bytes, at 3 bytes a character at most.
  private static final int NAME_CHARS = 64;
  private static final int MAX_LINKS = 40;

  private final Path file;
  private final Path target;
  private final @Nullable Path partial;
  private final FileChannel channel;
  private boolean done;

  private AtomicFile(Path file, Path target, @Nullable Path partial, FileChannel channel) {
    this.file = file;
    this.target = target;
    this.partial = partial;
    this.channel = channel;
  }

  /// Writes a text in UTF-8.
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes bytes.
  public static void write(Path file, byte[] bytes) {
    try (AtomicFile whole = create(file)) {
      whole.write(ByteBuffer.wrap(bytes));
      whole.finish();
    }
  }

  /// Creates the parent folder of a file, and those above, where they do not exist.
  public static void makeFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw IoFailure.writing(folder, e);
      }
    }
  }

  /// Begins the file; one of that name stays until {@link #finish()}.
  ///
  /// @throws InputException where it is a folder, its folder is not there, or the system refuses
  public static AtomicFile create(Path file) {
    try {
      Path target = followed(file);
      Path folder = target.getParent();
      if (Files.isDirectory(target) || folder == null) {
        throw InputException.at(file.toString())
            .expected("the name of a file")
            .found("a folder")
            .exception();
      }
      if (isThrough(target)) {
        return new AtomicFile(
            file,
            target,
            null,
            FileChannel.open(
                target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
      }
      if (!Files.isDirectory(folder)) {
        throw InputException.at(file.toString())
            .says("cannot be written: there is no folder " + folder)
            .remedy("make it first")
            .exception();
      }
      if (Files.exists(target) && !Files.isWritable(target)) {
        // a rename would replace it all the same
        throw new AccessDeniedException(target.toString());
      }
      return beside(file, target);
    } catch (IOException e) {
      throw IoFailure.writing(file, e);
    }
  }

  private static Path followed(Path file) throws IOException {
    Path at = file.toAbsolutePath();
    for (int i = 0; Files.isSymbolicLink(at) && !isProcess(at); i++) {
      if (i == MAX_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  // A link there, such as /dev/stdout leads to, names an open file, not a path.
  private static boolean isProcess(Path file) {
    return file.startsWith("/proc") || file.startsWith("/dev/fd");
  }

  private static boolean isThrough(Path target) {
    return isProcess(target) || Files.exists(target) && !Files.isRegularFile(target);
  }

  // Not createTempFile, whose files nobody else may read. A number at random, since processes in
  // other containers have the same numbers; CREATE_NEW tells whether it is free.
  private static AtomicFile beside(Path file, Path target) throws IOException {
    String name = String.valueOf(target.getFileName());
    String shown = name.substring(0, Math.min(name.length(), NAME_CHARS));
    while (true) {
      String digits = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
      Path partial = target.resolveSibling("." + shown + "." + digits + ".partial");
      try {
        return new AtomicFile(
            file,
            target,
            partial,
            FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
      } catch (FileAlreadyExistsException e) {
        // the next number, then
      }
    }
  }

  /// Appends all that remains in the buffer.
  public void write(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Leaves a hole of so many bytes, which takes no room where the file system knows holes.
  public void skip(long bytes) {
    try {
      channel.position(channel.position() + bytes);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Writes over what is at `position`, for lengths known only at the end.
  public void write(long position, ByteBuffer bytes) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      if (partial == null) {
        close();
        throw InputException.at(file.toString())
            .expected("a regular file, since its beginning is written last")
            .found("a pipe or a device")
            .remedy("write to a file and copy it there")
            .cause(e)
            .exception();
      }
      throw failed(e);
    }
  }

  /// Renames the file to its name.
  public void finish() {
    try {
      if (partial == null) {
        channel.close();
      } else {
        // What is moved before it is on the disk could be found empty after a power cut.
        channel.force(true);
        channel.close();
        Files.move(
            partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      done = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private InputException failed(IOException e) {
    try {
      close();
    } catch (InputException also) {
      e.addSuppressed(also);
    }
    return IoFailure.writing(file, e);
  }

  /// Removes what was written, unless finished.
  @Override
  public void close() {
    if (done) {
      return;
    }
    done = true;
    try {
      try {
        channel.close();
      } finally {
        if (partial != null) {
          Files.deleteIfExists(partial);
        }
      }
    } catch (IOException e) {
      throw InputException.at(String.valueOf(partial))
          .says("cannot be removed: " + IoFailure.reason(e))
          .cause(e)
          .exception();
    }
  }
}

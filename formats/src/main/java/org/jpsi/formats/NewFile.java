package org.jpsi.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jpsi.core.errors.InputException;

/// A file that appears under its name whole or not at all: written beside it under another name,
/// and moved when done. Whatever the system refuses (a full disk, a folder without permission) is
/// an {@link InputException}, and nothing is left.
public final class NewFile implements AutoCloseable {
  private static final int MOST = 1000;

  private final Path file;
  private final Path partial;
  private final FileChannel channel;
  private boolean done;

  private NewFile(Path file, Path partial, FileChannel channel) {
    this.file = file;
    this.partial = partial;
    this.channel = channel;
  }

  /// Begins the file; one of that name stays until {@link #finish()}.
  public static NewFile at(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw InputException.at(file.toString())
          .expected("a file's name")
          .found("a folder")
          .exception();
    }
    if (!Files.isDirectory(folder)) {
      throw InputException.at(file.toString())
          .says("cannot be written: there is no folder " + folder)
          .remedy("make it first")
          .exception();
    }
    try {
      return partial(file, folder);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  // not createTempFile, whose files nobody else may read
  private static NewFile partial(Path file, Path folder) throws IOException {
    for (int i = 0; ; i++) {
      Path partial = folder.resolve("." + file.getFileName() + "." + i + ".partial");
      try {
        return new NewFile(
            file,
            partial,
            FileChannel.open(partial, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
      } catch (FileAlreadyExistsException e) {
        // another process writes it, or left it when it was killed
        if (i == MOST) {
          throw e;
        }
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
      close();
      throw refused(file, e);
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
      close();
      throw refused(file, e);
    }
  }

  /// Moves the file to its name.
  public void finish() {
    try {
      channel.close();
      try {
        Files.move(
            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      }
      done = true;
    } catch (IOException e) {
      close();
      throw refused(file, e);
    }
  }

  /// Removes what was written, unless finished.
  @Override
  public void close() {
    if (done) {
      return;
    }
    done = true;
    try {
      channel.close();
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw refused(partial, e);
    }
  }

  private static InputException refused(Path file, IOException e) {
    return InputException.at(file.toString())
        .says("cannot be written: " + Reason.of(e))
        .remedy("free some space or choose another place")
        .cause(e)
        .exception();
  }
}

package org.jpsi.core.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jpsi.core.errors.InputException;

/// Writing a file whole or not at all.
public final class AtomicFile {
  private AtomicFile() {}

  interface Body {
    void writeTo(FileChannel channel) throws IOException;
  }

  /// Writes beside `file` and renames; what was there before stays until then.
  public static void write(Path file, Body body) {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      try (FileChannel channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        body.writeTo(channel);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      try {
        Files.deleteIfExists(partial);
      } catch (IOException ignored) {
        // The first failure is the one to tell.
      }
      throw InputException.at(file.toString())
          .says("cannot be written: " + Safetensors.reason(failed))
          .remedy("see that the folder exists and that the disk has room")
          .cause(failed)
          .exception();
    }
  }
}

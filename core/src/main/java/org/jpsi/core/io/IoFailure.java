package org.jpsi.core.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jpsi.core.errors.InputException;

/// Messages for I/O errors: the names of Java's exceptions mean nothing to a physicist.
public final class IoFailure {
  private IoFailure() {}

  /// The reason as text: `permission denied`, `No space left on device`, ...
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or folder";
      case FileAlreadyExistsException _ -> "a file of that name exists";
      case NotDirectoryException _ -> "it is not a folder";
      case FileSystemLoopException _ -> "a loop of symbolic links";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      case ClosedByInterruptException _ -> "interrupted";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  /// `[FILE] cannot be written: REASON; ...`
  public static InputException writing(Path file, IOException e) {
    return InputException.at(file.toString())
        .says("cannot be written: " + reason(e))
        .remedy("see that the folder may be written to and that the disk has room")
        .cause(e)
        .exception();
  }

  /// `[WHERE] cannot be read: REASON`
  public static InputException reading(String where, IOException e) {
    return InputException.at(where).says("cannot be read: " + reason(e)).cause(e).exception();
  }
}

package org.jpsi.analysis.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.io.IoFailure;

/// Tree in a file.
///
/// @param tree its name with what separates it from the path; empty in formats that have no trees
/// @param size of the file, in bytes
record TreeFile(Path path, String tree, long size) {
  /// The tree of a source; empty where it is read from a pipe or a device, which no one can read
  /// twice.
  static Optional<TreeFile> of(Path path, EventSource source) {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    String origin = source.origin();
    String file = path.toString();
    String tree = origin.startsWith(file) ? origin.substring(file.length()) : origin;
    try {
      return Optional.of(new TreeFile(path, tree, Files.size(path)));
    } catch (IOException unknown) {
      throw IoFailure.reading(file, unknown);
    }
  }

  /// Whether both are the same tree: of one file by any path or link, or of files of equal bytes.
  /// Of files of one size no more is read than up to the first byte that differs.
  boolean sameAs(TreeFile other) {
    if (size != other.size || !tree.equals(other.tree)) {
      return false;
    }
    try {
      return Files.mismatch(path, other.path) < 0;
    } catch (IOException gone) {
      throw IoFailure.reading(path.toString(), gone);
    }
  }
}

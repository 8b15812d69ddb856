package org.jpsi.analysis.file;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.FilePattern;

/// Files of samples, named by paths and patterns relative to the folder of the analysis file.
public final class SampleFiles {
  private SampleFiles() {}

  /// The files, in the order of the paths and, for a path with `*` or `?`, of their names.
  ///
  /// @param where the location of the key, for messages
  /// @param folder where relative paths start
  /// @throws InputException where a path matches no file, or two match the same
  public static List<Path> find(String where, List<String> paths, Path folder) {
    return FilePattern.find(where, paths, folder, "the folder of the analysis file");
  }

  /// The path from another folder to the same file.
  static String rebased(String path, Path from, Path to) {
    Path here = from.toAbsolutePath().normalize();
    Path there = to.toAbsolutePath().normalize();
    if (here.equals(there) || path.startsWith("/") || Path.of(path).isAbsolute()) {
      return path;
    }
    String way = there.relativize(here).toString().replace('\\', '/');
    return way.isEmpty() ? path : way + "/" + path;
  }
}

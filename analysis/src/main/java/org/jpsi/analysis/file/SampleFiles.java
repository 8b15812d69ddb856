package org.jpsi.analysis.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.io.FileTree;

/// Files of samples, named by paths and patterns relative to the folder of the analysis file.
public final class SampleFiles {
  private SampleFiles() {}

  /// The files, in the order of the paths and, for a path with `*` or `?`, of their names; each
  /// with the tree that its path names.
  ///
  /// @param where the location of the key, for messages
  /// @param folder where relative paths start
  /// @param tree of all files; empty where the paths say it, or for the only one
  /// @throws InputException where a path matches no file, or two match the same
  public static List<FileTree> find(String where, List<String> paths, Path folder, String tree) {
    return FilePattern.find(
        where,
        paths,
        folder,
        "the folder of the analysis file",
        tree.isEmpty() ? Optional.empty() : Optional.of(tree));
  }

  /// The path from another folder to the same file.
  static String rebased(String path, Path from, Path to) {
    Path here = from.toAbsolutePath().normalize();
    Path there = to.toAbsolutePath().normalize();
    if (here.equals(there) || !FileTree.isRelative(path)) {
      return path;
    }
    String way = there.relativize(here).toString().replace('\\', '/');
    return way.isEmpty() ? path : way + "/" + path;
  }
}

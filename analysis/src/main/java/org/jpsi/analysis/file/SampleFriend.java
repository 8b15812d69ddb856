package org.jpsi.analysis.file;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jpsi.core.io.FilePattern;

/// Friend of the files of a sample: files with other columns of the same events.
///
/// @param name that its columns have before their own
/// @param paths as those of the sample: one for each of its files, or one for all where it is found
///   `by` columns
/// @param tree in ROOT files; empty for the only one
/// @param by columns of both by which an event is found; none where entry k of both is the same
public record SampleFriend(String name, List<String> paths, String tree, List<String> by) {
  public SampleFriend {
    paths = List.copyOf(paths);
    by = List.copyOf(by);
  }

  /// The name of a friend that was given none: of its tree, else of its first file.
  public static String name(String path, String tree) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int colon = file.lastIndexOf(':');
    String own = tree.isEmpty() && colon > 0 ? file.substring(colon + 1) : tree;
    return own.isEmpty()
        ? FilePattern.stem(file).replace("*", "").replace("?", "")
        : own.substring(own.lastIndexOf('/') + 1);
  }

  SampleFriend withPaths(UnaryOperator<String> other) {
    return new SampleFriend(name, paths.stream().map(other).toList(), tree, by);
  }
}

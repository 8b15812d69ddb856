package org.jpsi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jpsi.core.io.FileTree;

/// Paths of an analysis file for another folder: the shortest way from there. Paths may be
/// patterns, which are no names of files.
///
/// @param from where relative paths start
/// @param to where they will
record RelativePaths(Path from, Path to) {
  String of(String path) {
    if (!FileTree.isRelative(path)) {
      return path;
    }
    List<String> file = new ArrayList<>(parts(from));
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !file.isEmpty()) {
        file.removeLast();
      } else if (!part.equals(".") && !part.isEmpty()) {
        file.add(part);
      }
    }
    List<String> folder = parts(to);
    int shared = 0;
    while (shared < Math.min(folder.size(), file.size() - 1)
        && folder.get(shared).equals(file.get(shared))) {
      shared++;
    }
    List<String> way = new ArrayList<>(Collections.nCopies(folder.size() - shared, ".."));
    way.addAll(file.subList(shared, file.size()));
    return String.join("/", way);
  }

  private static List<String> parts(Path folder) {
    List<String> parts = new ArrayList<>();
    folder.toAbsolutePath().normalize().forEach(part -> parts.add(part.toString()));
    return parts;
  }
}

package org.jpsi.core.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;

/// File patterns (globs): in a path, `*` stands for any characters but `/`, and `?` for one; names
/// that begin with a dot are not matched.
public final class FilePattern {
  private FilePattern() {}

  /// The files, in the order of the paths and, for a path with `*` or `?`, of their names; each
  /// with the tree that its path names, as in {@link FileTree}.
  ///
  /// @param where the paths are named, for messages
  /// @param folder where relative paths start
  /// @param start that folder in words: `the folder of the analysis file`
  /// @param tree of all files, beside their paths; empty for the only one
  /// @throws InputException where a path matches no file, or two match the same
  public static List<FileTree> find(
      String where, List<String> paths, Path folder, String start, Optional<String> tree) {
    Set<FileTree> found = new LinkedHashSet<>();
    for (String path : paths) {
      for (FileTree file : one(where, path, folder, start, tree)) {
        if (!found.add(file)) {
          throw InputException.at(where)
              .expected("every file once")
              .found(file.file().getFileName() + " twice")
              .remedy("name it once, or its events count twice")
              .exception();
        }
      }
    }
    return List.copyOf(found);
  }

  private static List<FileTree> one(
      String where, String path, Path folder, String start, Optional<String> tree) {
    if (FileTree.isAddress(path)) {
      throw InputException.at(where)
          .expected("a file on this machine")
          .found(path)
          .remedy("copy it here first")
          .exception();
    }
    FileTree named = FileTree.of(where, path, folder, tree);
    Path literal = named.file();
    if (Files.isDirectory(literal)) {
      throw InputException.at(where)
          .expected("a file")
          .found("a folder, " + path)
          .remedy("write " + (path.endsWith("/") ? path : path + "/") + "*.root or alike")
          .exception();
    }
    if (Files.exists(literal)) {
      return List.of(named);
    }
    if (!wild(literal.toString())) {
      throw missing(where, path, literal, start);
    }
    List<Path> matches = expand(literal);
    if (matches.isEmpty()) {
      throw missing(where, path, literal, start);
    }
    return matches.stream().map(file -> new FileTree(file, named.tree())).toList();
  }

  /// The name of a file without its extension: `events` of `events.root`. A name that begins with
  /// its only dot stays.
  public static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static boolean wild(String path) {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0;
  }

  private static List<Path> expand(Path pattern) {
    List<Path> reached = new ArrayList<>();
    Path root = pattern.getRoot();
    reached.add(root);
    for (Path segment : pattern) {
      String name = segment.toString();
      List<Path> next = new ArrayList<>();
      for (Path folder : reached) {
        if (wild(name)) {
          list(folder).stream()
              .filter(file -> !file.startsWith(".") || name.startsWith("."))
              .filter(file -> matches(name, file))
              .sorted()
              .map(folder::resolve)
              .forEach(next::add);
        } else if (Files.exists(folder.resolve(name))) {
          next.add(folder.resolve(name));
        }
      }
      reached = next;
    }
    return reached.stream().filter(Files::isRegularFile).toList();
  }

  /// Whether a name matches a pattern, in time at most proportional to the product of their
  /// lengths.
  public static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int tried = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        tried = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++tried;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static List<String> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static InputException missing(String where, String path, Path file, String start) {
    return near(InputException.at(where).expected("a file " + path), file)
        .remedy("relative paths start at " + start)
        .exception();
  }

  /// Adds that a file does not exist, with similar names in its folder.
  public static InputException.Builder near(InputException.Builder expected, Path file) {
    Path folder = file.getParent();
    String name = String.valueOf(file.getFileName());
    if (folder == null || !Files.isDirectory(folder)) {
      return expected.found("no such folder");
    }
    return expected.found(wild(name) ? "no match" : "no such file").nearest(name, list(folder));
  }
}

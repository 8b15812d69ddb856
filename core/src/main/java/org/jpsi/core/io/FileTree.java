package org.jpsi.core.io;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Tree of a file, which uproot and people name `file.root:tree`.
///
/// @param tree its name; empty for the only one
public record FileTree(Path file, Optional<String> tree) {
  /// The file that a path means, with its tree: `file.root:tree`, a `~` at the beginning, and
  /// `$NAME` or `${NAME}` of the environment, where a shell has not seen to them. A file that is
  /// called just so is meant before all else.
  ///
  /// @param where the path is named, for messages
  /// @param folder where relative paths start
  /// @param tree named beside it; empty for the only one
  /// @throws InputException where it is no path, the environment has no such variable, or another
  ///   tree is named beside it
  public static FileTree of(String where, String path, Path folder, Optional<String> tree) {
    return of(where, path, folder, tree, FileTree::variable);
  }

  /// The tree that a path of a command line means, as {@link #of(String, String, Path, Optional)}
  /// has it; the path as it is where nothing is found by it.
  public static FileTree of(Path path, Optional<String> tree) {
    if (Files.exists(path)) {
      return new FileTree(path, tree);
    }
    FileTree meant = of(path.toString(), path.toString(), Path.of(""), tree);
    return Files.exists(meant.file()) ? meant : new FileTree(path, tree);
  }

  /// The trees of one name of several files.
  public static List<FileTree> all(List<Path> files, String tree) {
    return files.stream().map(file -> new FileTree(file, Optional.of(tree))).toList();
  }

  static FileTree of(
      String where,
      String path,
      Path folder,
      Optional<String> tree,
      UnaryOperator<@Nullable String> environment) {
    Path literal = path(where, path, folder);
    if (Files.exists(literal)) {
      return new FileTree(literal, tree);
    }
    String expanded = expanded(where, path, environment);
    Path file = path(where, expanded, folder);
    int colon = expanded.lastIndexOf(':');
    // not the drive of Windows, nor a URL
    if (Files.exists(file)
        || colon < 2
        || colon == expanded.length() - 1
        || expanded.startsWith("//", colon + 1)) {
      return new FileTree(file, tree);
    }
    String own = expanded.substring(colon + 1);
    if (tree.isPresent() && !tree.get().equals(own)) {
      throw InputException.at(where)
          .expected("one tree of " + path.substring(0, path.lastIndexOf(':')))
          .found(own + " behind the colon, and " + tree.get())
          .remedy("name it once")
          .exception();
    }
    return new FileTree(path(where, expanded.substring(0, colon), folder), Optional.of(own));
  }

  private static Path path(String where, String path, Path folder) {
    try {
      return folder.resolve(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw InputException.at(where)
          .expected("a path")
          .found("\"" + path + "\": " + e.getReason())
          .cause(e)
          .exception();
    }
  }

  private static @Nullable String variable(@Nullable String name) {
    String value = System.getenv(name);
    return value == null && "HOME".equals(name) ? System.getProperty("user.home") : value;
  }

  /// Whether a path is the address of a file on another machine: it begins as `https://` does.
  static boolean isAddress(String path) {
    int scheme = path.indexOf("://");
    return scheme > 0 && path.chars().limit(scheme).allMatch(c -> c >= 'a' && c <= 'z');
  }

  /// Whether a path is relative to a folder: it is neither absolute nor an address, and begins
  /// neither with `~` nor with a variable.
  public static boolean isRelative(String path) {
    return !(isAddress(path)
        || path.startsWith("/")
        || path.startsWith("$")
        || path.equals("~")
        || path.startsWith("~/")
        || Path.of(path).isAbsolute());
  }

  private static String expanded(
      String where, String path, UnaryOperator<@Nullable String> environment) {
    String rest = path.equals("~") || path.startsWith("~/") ? "$HOME" + path.substring(1) : path;
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (at < rest.length()) {
      char c = rest.charAt(at);
      boolean braced = rest.startsWith("${", at);
      int from = at + (braced ? 2 : 1);
      int end = from;
      while (c == '$' && end < rest.length() && isNamePart(rest.charAt(end))) {
        end++;
      }
      if (c != '$' || end == from || (braced && !rest.startsWith("}", end))) {
        whole.append(c);
        at++;
        continue;
      }
      String name = rest.substring(from, end);
      String value = environment.apply(name);
      if (value == null) {
        throw InputException.at(where)
            .expected("the environment variable " + name + ", for " + path)
            .found("none")
            .remedy("set it, or write the path without it")
            .exception();
      }
      whole.append(value);
      at = end + (braced ? 1 : 0);
    }
    return whole.toString();
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}

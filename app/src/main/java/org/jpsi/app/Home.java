package org.jpsi.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.core.errors.InputException;

/// Home folder: the repository of Jpsi.
final class Home {
  private Home() {}

  /// The folder that the launcher gives, or else the nearest one above that is a repository.
  static Path folder() {
    String property = System.getProperty("jpsi.home", "");
    Path folder = property.isEmpty() ? Path.of("").toAbsolutePath() : Path.of(property);
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("lessons/programs"))) {
        return at;
      }
    }
    throw InputException.at(folder.toString())
        .expected("the repository of Jpsi, with its folder lessons")
        .found("none here or above")
        .remedy("start the command by ./jpsi")
        .exception();
  }

  /// The folder for what is set up once: that which the launcher gives to an account that cannot
  /// write into the repository, or else `.jpsi` in it.
  static Path work() {
    String property = System.getProperty("jpsi.work", "");
    return property.isEmpty() ? folder().resolve(".jpsi") : Path.of(property);
  }
}

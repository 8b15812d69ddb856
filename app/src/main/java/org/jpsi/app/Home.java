package org.jpsi.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.core.errors.InputException;

/// The checkout that the launcher lies in.
final class Home {
  private Home() {}

  /// As the launcher tells it; else the folder above that has one.
  static Path folder() {
    String told = System.getProperty("jpsi.home", "");
    Path folder = told.isEmpty() ? Path.of("").toAbsolutePath() : Path.of(told);
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
}

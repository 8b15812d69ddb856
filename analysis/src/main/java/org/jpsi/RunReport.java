package org.jpsi;

import java.nio.file.Path;
import org.jpsi.core.io.AtomicFile;

/// Report of a run: one page, self-contained.
///
/// @param html the whole page
public record RunReport(String html) {
  /// Writes the page.
  ///
  /// @return the file
  /// @throws org.jpsi.core.errors.InputException where the system refuses
  public Path save(Path file) {
    AtomicFile.makeFolder(file);
    AtomicFile.write(file, html);
    return file;
  }

  /// As {@link #save(Path)}.
  public Path save(String file) {
    return save(Path.of(file));
  }

  /// `report of 412 kB`
  @Override
  public String toString() {
    return "report of " + Math.ceilDiv(html.length(), 1000) + " kB";
  }
}

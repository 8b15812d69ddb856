package org.jpsi.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.events.EventSource;
import org.jspecify.annotations.Nullable;

/// File format of events. {@link Tables} finds the formats by `ServiceLoader`, so a new one is a
/// class and a line in `META-INF/services/org.jpsi.formats.Format`.
///
/// Methods throw {@link org.jpsi.core.errors.InputException}, which names the file, where something
/// is wrong with it.
public interface Format {
  /// Name of the format: `ROOT`.
  String name();

  /// The word by which a format is asked for where a file is written: `root`.
  default String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// File name extensions of files that are written, in lower case: `.root`; none where it is asked
  /// for by its keyword alone.
  List<String> extensions();

  /// File name extensions of files that can be read, in lower case: those that are written, and
  /// others.
  default List<String> readExtensions() {
    return extensions();
  }

  /// Whether a file that begins with these bytes (16 at most) is certainly of this format.
  boolean recognizes(byte[] head);

  /// Whether the format can be read; if not, {@link #trees} and {@link #open} throw.
  boolean readable();

  /// The trees of a file.
  List<TreeInfo> trees(Path file);

  /// Opens a tree; without a name, the only one.
  EventSource open(Path file, @Nullable String tree);

  /// The format for CSV files of this layout; formats that know the columns of their files stay
  /// what they are.
  default Format with(CsvLayout layout) {
    return this;
  }

  /// Creates a file of one tree.
  EventWriter create(Path file, String tree);
}

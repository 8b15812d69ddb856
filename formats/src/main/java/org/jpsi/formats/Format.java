package org.jpsi.formats;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A kind of file that holds events. {@link Tables} finds the formats by `ServiceLoader`, so a new
/// one is a class and a line in `META-INF/services/org.jpsi.formats.Format`.
///
/// Whatever is wrong with a file is told as an {@link org.jpsi.core.errors.InputException} that
/// names the file.
public interface Format {
  /// As a user calls it: `ROOT`.
  String name();

  /// Endings of its files, in lower case: `.root`.
  List<String> endings();

  /// True where a file that begins with these bytes (16 at most) is surely of this format.
  boolean begins(byte[] head);

  /// False for a format that is only written: then {@link #trees} and {@link #open} say so.
  boolean readable();

  /// What is inside.
  List<TreeInfo> trees(Path file);

  /// Opens one tree; without a name the only one.
  EventReader open(Path file, @Nullable String tree);

  /// Begins a file of one tree.
  EventWriter create(Path file, String tree);
}

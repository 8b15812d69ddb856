package org.jpsi.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.io.IoFailure;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jspecify.annotations.Nullable;

/// Input and output of tables of events in all formats.
///
/// ```java
/// Table events = Tables.read(Path.of("higgs.root"), "sig_tree");
/// try (EventWriter out = Tables.create(Path.of("scores.root"), "scores")) {
///   out.write(events);
///   out.finish();
/// }
/// ```
///
/// The format is recognized by the first bytes of a file, else by its extension. Without a name,
/// the tree must be the only one of its file.
public final class Tables {
  private static final List<Format> FORMATS =
      ServiceLoader.load(Format.class, Tables.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private Tables() {}

  /// Opens one tree.
  ///
  /// @param tree its name, with directories as in `analysis/Events`; null for the only one
  /// @throws InputException where there is no such file or tree, or it cannot be read
  public static EventSource open(Path file, @Nullable String tree) {
    return open(file, tree, CsvLayout.USUAL);
  }

  /// Opens one tree, or a CSV file of a layout.
  ///
  /// @param tree its name, with directories as in `analysis/Events`; null for the only one
  /// @throws InputException where there is no such file or tree, or it cannot be read
  public static EventSource open(Path file, @Nullable String tree, CsvLayout layout) {
    return readable(file).with(layout).open(file, tree);
  }

  /// All columns that can be read, of all events.
  public static Table read(Path file, @Nullable String tree) {
    try (EventSource source = open(file, tree)) {
      return source.read(source.columns().stream().map(Column::name).toList());
    }
  }

  /// These columns of all events.
  public static Table read(Path file, @Nullable String tree, List<String> columns) {
    try (EventSource source = open(file, tree)) {
      return source.read(columns);
    }
  }

  /// The trees of a file, RNTuples among them.
  public static List<TreeInfo> trees(Path file) {
    return trees(file, CsvLayout.USUAL);
  }

  /// The trees of a file, or the table of a CSV file of a layout.
  public static List<TreeInfo> trees(Path file, CsvLayout layout) {
    return readable(file).with(layout).trees(file);
  }

  /// Creates a file; its extension decides the format.
  ///
  /// @param tree name of the tree, where the format has names
  /// @throws InputException where no format has such an extension, or the system refuses
  public static EventWriter create(Path file, String tree) {
    return create(file, tree, Optional.empty());
  }

  /// Creates a file.
  ///
  /// @param tree name of the tree, where the format has names
  /// @param keyword of the format, one of {@link #keywords()}; without, the extension decides
  /// @throws InputException where there is no such format, or the system refuses
  public static EventWriter create(Path file, String tree, Optional<String> keyword) {
    return written(file, keyword).create(file, tree);
  }

  /// The words for the formats that can be written: `root`, `csv`, `npy`, and others.
  public static List<String> keywords() {
    return FORMATS.stream().map(Format::keyword).toList();
  }

  /// The format in which a file will be written.
  static Format written(Path file, Optional<String> keyword) {
    if (keyword.isPresent()) {
      return FORMATS.stream()
          .filter(format -> format.keyword().equals(keyword.get()))
          .findFirst()
          .orElseThrow(() ->
              InputException.at("format")
                  .expected("one of " + String.join(", ", keywords()))
                  .found(keyword.get())
                  .nearest(keyword.get(), keywords())
                  .exception());
    }
    Path name = file.getFileName();
    Format format = name == null ? null : byEnding(name.toString(), false);
    if (format == null) {
      throw InputException.at(file.toString())
          .expected("a name ending in " + extensions(false))
          .found(name == null ? "none" : name.toString())
          .remedy("choose the format by the ending")
          .exception();
    }
    return format;
  }

  private static Format readable(Path file) {
    String where = file.toString();
    if (!Files.exists(file)) {
      throw InputException.at(where)
          .says("no such file")
          .nearest(String.valueOf(file.getFileName()), siblings(file))
          .remedy("check the path")
          .exception();
    }
    if (Files.isDirectory(file)) {
      throw InputException.at(where)
          .expected("a file")
          .found("a folder")
          .remedy("name a file in it")
          .exception();
    }
    byte[] head = head(file);
    if (head.length == 0) {
      throw InputException.at(where)
          .kind(Problem.Kind.DAMAGED_FILE)
          .says("the file is empty")
          .remedy("get or write it again")
          .exception();
    }
    Format format = FORMATS.stream().filter(f -> f.recognizes(head)).findFirst().orElse(null);
    if (format == null) {
      format = byEnding(String.valueOf(file.getFileName()), true);
    }
    if (format == null) {
      throw InputException.at(where)
          .expected("a file of events, " + extensions(true))
          .found("a file of another kind")
          .remedy("convert it")
          .exception();
    }
    return format;
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(16);
    } catch (IOException e) {
      throw IoFailure.reading(file.toString(), e);
    }
  }

  private static @Nullable Format byEnding(String name, boolean reading) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (Format format : FORMATS) {
      List<String> endings = reading ? format.readExtensions() : format.extensions();
      if (endings.stream().anyMatch(lower::endsWith)) {
        return format;
      }
    }
    return null;
  }

  private static String extensions(boolean reading) {
    return FORMATS.stream()
        .filter(f -> !reading || f.readable())
        .flatMap(f -> (reading ? f.readExtensions() : f.extensions()).stream())
        .collect(Collectors.joining(", "));
  }

  private static List<String> siblings(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (var list = Files.list(folder)) {
      return list.limit(10_000).map(p -> String.valueOf(p.getFileName())).toList();
    } catch (IOException e) {
      // only a hint is lost
      return List.of();
    }
  }
}

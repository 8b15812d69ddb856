package org.jpsi.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.io.FileTree;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.Snapshot;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi convert`: writes events of files to another, in any format.
@Command(
    name = "convert",
    header =
        "Writes events of one or many files to another: selected, with some columns, with new"
            + " ones.",
    description = {
      "Reads block by block, so that any number of events fits. The extension of --out decides the"
          + " format: .root, .csv, .tsv, .npy.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ConvertCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of events; also file.root:tree, and patterns with * and ?.")
  private List<String> files = new ArrayList<>();

  @Option(names = "--out", paramLabel = "F", required = true, description = "The file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--tree",
      paramLabel = "T",
      description = "The tree of each file (default: the only one); --out has it under its name.")
  private @Nullable String tree;

  @Option(
      names = "--columns",
      paramLabel = "A,B,...",
      split = ",",
      description = "These columns, in this order; also patterns, as Jet_* (default: all).")
  private List<String> columns = List.of();

  @Option(
      names = "--select",
      paramLabel = "EXPR",
      description = "Events for which it is true; all, where it is given often.")
  private List<String> selections = List.of();

  @Option(
      names = "--define",
      paramLabel = "NAME=EXPR",
      description = "A new column; may be given often. x=first(Jet_pt, 4, -1) makes x_0 to x_3.")
  private List<String> definitions = List.of();

  @Option(
      names = "--format",
      paramLabel = "WORD",
      description =
          "The format, where the extension does not say it: rntuple, or root-vectors, a tree with"
              + " lists of numbers as std::vector.")
  private @Nullable String format;

  @Option(names = "--no-header", description = "CSV files have no header: columns are c0, c1, ...")
  private boolean noHeader;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads (JPSI_THREADS, else all processors).")
  private @Nullable Integer threads;

  @Option(names = "--force", description = "Replace the file if it is there.")
  private boolean force;

  ConvertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Options.threads(threads);
    Options.requireWritable(out, force);
    List<FileTree> trees =
        FilePattern.find(
            "convert", files, Path.of(""), "the working folder", Optional.ofNullable(tree));
    requireOther(trees);
    CsvLayout layout = noHeader ? CsvLayout.withoutHeader(List.of()) : CsvLayout.USUAL;
    List<EventSource> sources = new ArrayList<>();
    try {
      for (FileTree one : trees) {
        sources.add(Tables.open(one.file(), one.tree().orElse(null), layout));
        sources.getLast().notes().forEach(note -> say(sources.getLast().origin() + ": " + note));
      }
      return convert(Events.of(sources.toArray(EventSource[]::new)), trees.getFirst());
    } finally {
      sources.forEach(EventSource::close);
    }
  }

  private int convert(Events raw, FileTree first) {
    Events events = defined(raw);
    for (String selection : selections) {
      events = events.filter(Selection.of("--select", selection));
    }
    long entries = raw.count();
    String name = treeName(first);
    Snapshot snapshot = new Snapshot(out, name, columns, Optional.ofNullable(format));
    long start = System.nanoTime();
    Interrupt interrupt = Interrupt.leavingNothing(terminal).listen();
    ProgressLine progress = new ProgressLine(terminal, interrupt::requested, System::nanoTime);
    Snapshot.Written written;
    try {
      written = snapshot.write(events, progress.reading(entries));
    } finally {
      progress.close();
    }
    if (written.events() < 0) {
      return interrupt.status();
    }
    written.notes().forEach(this::say);
    boolean all = written.events() == entries;
    terminal.line(
        out
            + ": "
            + EventCount.of(written.events())
            + (all ? "" : " of " + EventCount.of(entries))
            + " events of "
            + written.columns().size()
            + (written.columns().size() == 1 ? " column" : " columns")
            + (out.toString().endsWith(".root") ? " in tree " + name : "")
            + ", "
            + EventCount.bytes(size())
            + String.format(Locale.ROOT, ", %.1f s", (System.nanoTime() - start) / 1e9));
    return Main.DONE;
  }

  private void say(String what) {
    terminal.line(what);
  }

  /// The events with the new columns.
  private Events defined(Events raw) {
    Events events = raw;
    for (String definition : definitions) {
      int equals = definition.indexOf('=');
      String name = equals < 0 ? "" : definition.substring(0, equals).strip();
      String text = definition.substring(equals + 1).strip();
      if (name.isEmpty() || text.isEmpty() || text.startsWith("=")) {
        throw InputException.at("--define")
            .expected("a name and an expression, as in ht=sum(Jet_pt)")
            .found(definition)
            .exception();
      }
      if (events.names().contains(name)) {
        throw InputException.at("--define")
            .expected("a new name for a column")
            .found(name + ", which is there")
            .remedy("choose another")
            .exception();
      }
      Expression expression = Expression.parse("--define " + name, text);
      List<Expression> items = expression.firstItems();
      for (int i = 0; i < items.size(); i++) {
        events = events.define(name + "_" + i, items.get(i));
      }
      events = items.isEmpty() ? events.define(name, expression) : events;
    }
    return events;
  }

  private void requireOther(List<FileTree> trees) {
    for (FileTree one : trees) {
      try {
        if (Files.exists(out) && Files.isSameFile(one.file(), out)) {
          throw InputException.at(out.toString())
              .expected("another file than those that are read")
              .found("one of them")
              .remedy("choose another with --out")
              .exception();
        }
      } catch (IOException unreadable) {
        // reading it will report the error
      }
    }
  }

  /// The name of the first file's tree, without its directories, where it is a tree of ROOT.
  private static String treeName(FileTree first) {
    String name = first.tree().orElse("");
    List<TreeInfo> trees = name.isEmpty() ? Tables.trees(first.file()) : List.of();
    if (trees.size() == 1 && !trees.getFirst().typeName().equals("CSV")) {
      name = trees.getFirst().name();
    }
    String own = name.substring(name.lastIndexOf('/') + 1);
    int cycle = own.indexOf(';');
    String plain = cycle < 0 ? own : own.substring(0, cycle);
    return plain.isEmpty() ? "events" : plain;
  }

  private long size() {
    try {
      return Files.size(out);
    } catch (IOException e) {
      throw InputException.at(out.toString())
          .says("has disappeared after it was written")
          .cause(e)
          .exception();
    }
  }
}

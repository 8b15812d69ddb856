package org.jpsi.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jpsi.analysis.comparison.CompareService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi compare`: runs side by side on the same test events.
@Command(
    name = "compare",
    header = "Compares runs on the test events that they have in common.",
    description = {
      "Figures with the errors of their differences from the first run, event by event, and the"
          + " keys in which the analyses differ.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  private static final int VALUE_LENGTH = 60;

  private final Terminal terminal;

  @Parameters(arity = "2..*", paramLabel = "RUN", description = "Run folders.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "F",
      description = "A page with the same and the curves over each other.")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads (JPSI_THREADS, else all processors).")
  private @Nullable Integer threads;

  @Option(names = "--force", description = "Replace the page if it is there.")
  private boolean force;

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    int budget = Options.threads(threads);
    if (out != null) {
      Options.requireWritable(out, force);
    }
    ProgressLine progress = new ProgressLine(terminal, () -> false, System::nanoTime);
    CompareService.CompareResult found;
    try {
      found =
          CompareService.run(
              new CompareService.CompareRequest(
                  List.copyOf(runs), Optional.ofNullable(out), budget),
              progress);
    } finally {
      progress.close();
    }
    found.notes().forEach(terminal::line);
    table(found.heads(), found.rows(), "r");
    found.headlines().forEach(terminal::line);
    if (found.differences().isEmpty()) {
      terminal.line("no key differs in the analyses");
    } else {
      table(
          Stream.concat(Stream.of("key"), found.names().stream()).toList(),
          found.differences().stream()
              .map(row -> row.stream().map(v -> TextTable.shortened(v, VALUE_LENGTH)).toList())
              .toList(),
          "l");
    }
    if (out != null) {
      terminal.line("the page is in " + out.toUri());
    }
    return Main.DONE;
  }

  private void table(List<String> heads, List<List<String>> rows, String alignment) {
    TextTable table =
        new TextTable("l" + alignment.repeat(heads.size() - 1), heads.toArray(String[]::new));
    rows.forEach(row -> table.row(row.toArray(String[]::new)));
    table.print(terminal.out());
  }
}

package org.jpsi.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jpsi.analysis.tune.TuneService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi tune`: searches over keys of an analysis.
@Command(
    name = "tune",
    header = "Searches over keys of an analysis, on the validation events alone.",
    description = {
      "Trials draw a value of each --key at random; the best third go on with three times the"
          + " epochs, until some are trained to the end. The winner is trained once more, and it"
          + " alone is evaluated on the test events. Ctrl-C ends the search at once; --resume goes"
          + " on from its last trial.%n",
      "A RANGE is a list of values, [1, 4], or {uniform: [0, 0.5]}, {log: [1e-4, 0.1]}, {integer:"
          + " [1, 8]}, {logInteger: [32, 512]}.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TuneCommand implements Callable<Integer> {
  private static final int VALUE_LENGTH = 60;

  private final Terminal terminal;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The analysis file (YAML).")
  private @Nullable Path file;

  @Option(
      names = "--key",
      paramLabel = "KEY=RANGE",
      description =
          "A key to search over, as network.dropout={uniform: [0, 0.5]}, beside those of `tune:` in"
              + " the file; repeat it.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--trials", paramLabel = "N", description = "Number of trials (20).")
  private @Nullable Integer trials;

  @Option(
      names = "--factor",
      paramLabel = "F",
      description = "One trial in F goes on, with F times the epochs (3); 1 trains all to the end.")
  private @Nullable Integer factor;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key of the analysis file, the same for all trials; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the search (runs/NAME-tune, NAME being the analysis's).")
  private @Nullable Path out;

  @Option(names = "--resume", paramLabel = "DIR", description = "Goes on with the search of DIR.")
  private @Nullable Path resume;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Number of threads; results do not depend on it (JPSI_THREADS, else all processors).")
  private @Nullable Integer threads;

  TuneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    int budget = Options.threads(threads);
    Options.requireResumeAlone(resume, file, out, given(), false);
    TuneWatch watch = new TuneWatch(terminal, System::nanoTime);
    watch.interrupt().listen();
    TuneService.TuneResult found;
    try {
      found =
          TuneService.run(
              new TuneService.TuneRequest(
                  file,
                  List.copyOf(settings),
                  List.copyOf(keys),
                  trials == null ? OptionalInt.empty() : OptionalInt.of(trials),
                  factor == null ? OptionalInt.empty() : OptionalInt.of(factor),
                  out,
                  resume,
                  budget),
              watch);
    } finally {
      watch.close();
    }
    TextTable table =
        new TextTable(
            "r" + "l".repeat(found.heads().size() - 3) + "rr",
            found.heads().toArray(String[]::new));
    found
        .rows()
        .forEach(row ->
            table.row(
                row.stream()
                    .map(value -> TextTable.shortened(value, VALUE_LENGTH))
                    .toArray(String[]::new)));
    table.print(terminal.out());
    terminal.line(
        "winner: "
            + found.winner().stream()
                .map(setting -> "--set " + ResumeLine.quoted(setting))
                .collect(Collectors.joining(" ")));
    terminal.line("it is " + found.remark());
    if (!found.headline().isEmpty()) {
      terminal.line(found.headline());
    }
    terminal.line(
        "the run of the winner is in "
            + found.run()
            + "; open "
            + found.run().resolve("report.html").toUri());
    terminal.line("the search is in " + found.page().toUri());
    return Main.DONE;
  }

  private List<String> given() {
    List<String> all = new ArrayList<>(settings);
    all.addAll(keys);
    if (trials != null) {
      all.add("--trials");
    }
    if (factor != null) {
      all.add("--factor");
    }
    return all;
  }
}

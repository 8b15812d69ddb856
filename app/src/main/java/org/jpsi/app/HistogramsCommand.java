package org.jpsi.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jpsi.analysis.template.TemplateService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi histograms`: templates of a run's score for a statistical analysis.
@Command(
    name = "histograms",
    header = "Makes templates of a run's score, for ROOT and for pyhf.",
    description = {
      "A histogram of each sample and variation of the analysis, from the test events scaled to"
          + " the whole sample, with sum of w^2: TH1D, and a workspace of pyhf that observes the"
          + " expected background, or the data with --unblind.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class HistogramsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "The run folder.")
  private Path run = Path.of("");

  @Option(
      names = "--bins",
      paramLabel = "BINS",
      description =
          "A number of equal bins, edges as 0,0.5,1, significance, for those that the run chose, or"
              + " ${DEFAULT-VALUE}: 20, joined where there is little background.")
  private String bins = TemplateService.BINS;

  @Option(
      names = "--out",
      paramLabel = "F",
      description =
          "A file, .root for TH1D or .json for pyhf; may be repeated (histograms.root,"
              + " histograms.json).")
  private List<Path> out = new ArrayList<>();

  @Option(
      names = "--signal",
      paramLabel = "CLASS",
      description =
          "Class whose yield is fitted, of a run of several classes, which has a channel for each;"
              + " may be repeated.")
  private List<String> signal = new ArrayList<>();

  @Option(names = "--unblind", description = "Take the data of the analysis for what is observed.")
  private boolean unblind;

  @Option(
      names = "--luminosity-error",
      paramLabel = "R",
      description = "Relative uncertainty of the luminosity, as 0.0083 (none).")
  private @Nullable Double luminosityError;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads (JPSI_THREADS, else all processors).")
  private @Nullable Integer threads;

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  HistogramsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    int budget = Options.threads(threads);
    List<Path> files =
        out.isEmpty() ? List.of(Path.of("histograms.root"), Path.of("histograms.json")) : out;
    files.forEach(file -> Options.requireWritable(file, force));
    ProgressLine progress = new ProgressLine(terminal, () -> false, System::nanoTime);
    TemplateService.TemplateResult found;
    try {
      found =
          TemplateService.run(
              new TemplateService.TemplateRequest(
                  run,
                  bins,
                  List.copyOf(files),
                  List.copyOf(signal),
                  unblind,
                  luminosityError == null
                      ? OptionalDouble.empty()
                      : OptionalDouble.of(luminosityError),
                  budget),
              progress);
    } finally {
      progress.close();
    }
    found.notes().forEach(terminal::line);
    String left = "l".repeat(found.heads().size() - 3);
    TextTable table = new TextTable(left + "rrr", found.heads().toArray(String[]::new));
    found.rows().forEach(row -> table.row(row.toArray(String[]::new)));
    table.print(terminal.out());
    files.forEach(file -> terminal.line("written: " + file));
    return Main.DONE;
  }
}

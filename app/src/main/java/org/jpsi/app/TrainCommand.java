package org.jpsi.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jpsi.analysis.Training;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `jpsi train`: an analysis file in, a run folder out.
@Command(
    name = "train",
    header = "Trains, validates and reports.",
    description = {
      "Without FILE it trains on a generated Higgs sample. Ctrl-C ends the training after the batch"
          + " under way and still writes the run.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Jobs jobs;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The analysis file (YAML).")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key of the analysis file, as training.epochs=5; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder (runs/NAME, NAME being the analysis's).")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Finishes the run that was to become DIR.")
  private @Nullable Path resume;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How fast, never what comes out (all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--force", description = "Replace the run folder if it is there.")
  private boolean force;

  TrainCommand(Terminal terminal, Jobs jobs) {
    this.terminal = terminal;
    this.jobs = jobs;
  }

  @Override
  public Integer call() {
    Options.threads(threads);
    Options.resumeAlone(resume, file, out, settings, force);
    Interrupt interrupt = new Interrupt(terminal, "the run will be written").listen();
    ProgressLine progress = new ProgressLine(terminal, interrupt::asked, System::nanoTime);
    Training.Done run;
    try {
      run =
          jobs.train(
              new Training.Order(file, List.copyOf(settings), out, resume, threads, force),
              progress);
    } finally {
      progress.close();
    }
    terminal.out().println(run.headline());
    Path report = run.folder().resolve("report.html");
    terminal.out().println("the run is in " + run.folder() + "; open " + report.toUri());
    return run.stopped() && interrupt.asked() ? interrupt.status() : Main.DONE;
  }
}

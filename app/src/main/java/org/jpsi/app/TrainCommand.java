package org.jpsi.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jpsi.analysis.LearningRateScan;
import org.jpsi.analysis.TrainService;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi train`: trains an analysis, and writes a run folder.
@Command(
    name = "train",
    header = "Trains, validates and reports.",
    description = {
      "Without FILE it trains on a generated Higgs sample. Ctrl-C ends the training after the"
          + " current batch and writes the run, once an epoch is complete; SIGTERM ends it at once"
          + " and keeps its checkpoint for --resume.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Services services;

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
      description = "Finishes the unfinished run of DIR.")
  private @Nullable Path resume;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Number of threads; results do not depend on it (JPSI_THREADS, else all processors).")
  private @Nullable Integer threads;

  @Option(names = "--force", description = "Replace the run folder if it is there.")
  private boolean force;

  @Option(
      names = "--find-learning-rate",
      description =
          "Searches for a good learning rate instead of training; the plot is written to --out FILE"
              + " (runs/NAME-learning-rate.html).")
  private boolean findLearningRate;

  TrainCommand(Terminal terminal, Services services) {
    this.terminal = terminal;
    this.services = services;
  }

  @Override
  public Integer call() {
    int budget = Options.threads(threads);
    Options.requireResumeAlone(resume, file, out, settings, force);
    if (findLearningRate) {
      return scanLearningRate(budget);
    }
    TrainingWatch watch = new TrainingWatch(terminal);
    watch.interrupt().listen();
    TrainService.TrainResult run;
    try {
      run =
          services.train(
              new TrainService.TrainRequest(
                  file, List.copyOf(settings), out, resume, budget, force),
              watch);
    } finally {
      watch.close();
    }
    if (!run.written()) {
      terminal.err().println("stopped before the end of the first epoch; nothing is written");
      return watch.interrupt().status();
    }
    run.comparison().forEach(terminal::line);
    terminal.line(run.headline());
    Path report = run.folder().resolve("report.html");
    terminal.line("the run is in " + run.folder() + "; open " + report.toUri());
    if (run.divergence().isPresent()) {
      terminal.out().flush();
      terminal.err().println(ProblemText.of(run.divergence().get()));
      terminal.err().println("the run has the model of the best epoch before; --force replaces it");
      return Main.WRONG_INPUT;
    }
    return run.stopped() && watch.interrupt().requested() ? watch.interrupt().status() : Main.DONE;
  }

  private int scanLearningRate(int budget) {
    if (resume != null) {
      throw InputException.at("--resume " + resume)
          .expected("no --find-learning-rate with it")
          .found("both")
          .remedy("a run continues with its own learning rate")
          .exception();
    }
    ProgressLine progress = new ProgressLine(terminal, () -> false, System::nanoTime);
    LearningRateScan.ScanResult found;
    try {
      found =
          services.findLearningRate(
              new TrainService.TrainRequest(file, List.copyOf(settings), out, null, budget, force),
              progress);
    } finally {
      progress.close();
    }
    terminal.line(found.headline());
    if (!found.setting().isEmpty()) {
      terminal.line("train with --set " + found.setting());
    }
    terminal.line("the plot is in " + found.page().toUri());
    return Main.DONE;
  }
}

package org.jpsi.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jpsi.analysis.draft.InitService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi init`: drafts an analysis file from files of events.
@Command(
    name = "init",
    header = "Writes a commented analysis file from what is in files of events.",
    description = {
      "It finds trees, classes, suspected weights, identifiers, codes of missing values and leaks,"
          + " and says why it takes each for what it does. The file trains as it stands.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InitCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Events (ROOT, CSV, Parquet; file.root:tree).")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--out", paramLabel = "F", description = "The analysis file (${DEFAULT-VALUE}).")
  private Path out = Path.of("analysis.yaml");

  @Option(names = "--force", description = "Replace the analysis file if it is there.")
  private boolean force;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Options.requireWritable(out, force);
    ProgressLine progress = new ProgressLine(terminal, () -> false, System::nanoTime);
    InitService.InitResult result;
    try {
      result = InitService.run(new InitService.InitRequest(List.copyOf(files), out), progress);
    } finally {
      progress.close();
    }
    result.found().forEach(terminal::line);
    terminal.line(
        result.complete()
            ? "the analysis is in " + out + "; train it with ./jpsi train " + out
            : "the analysis is in " + out + "; name a `label:` or a `target:` in it");
    return Main.DONE;
  }
}

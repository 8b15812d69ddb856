package org.jpsi.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jpsi.analysis.ApplyService;
import org.jpsi.analysis.ScoringPoints;
import org.jpsi.analysis.file.SampleFriend;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi apply`: scores events with a model.
@Command(
    name = "apply",
    header = "Scores events with a model; columns are found by name.",
    description = {
      "Writes one entry per event of the files, in their order, so that a ROOT file of scores is a"
          + " friend of the tree it was made from.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ApplyCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Services services;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model.safetensors, or a run folder.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of events; also file.root:tree.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--tree", paramLabel = "T", description = "The tree (default: the only one).")
  private @Nullable String tree;

  @Mixin private final CsvLayoutOptions csv = new CsvLayoutOptions();

  @Option(
      names = "--friend",
      paramLabel = "[NAME=]F",
      description =
          "Friend of the files, one file for each of them, with the columns NAME.column"
              + " (file.root:tree too; NAME is that of the tree, else of the file). May be"
              + " repeated.")
  private List<String> friends = new ArrayList<>();

  @Option(
      names = "--friend-by",
      paramLabel = "C,C..",
      split = ",",
      description = "Columns by which events of the friends are found, as run,event.")
  private List<String> friendBy = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "NAME=V,V..",
      description =
          "Score at values of a feature, in the place of the events' own: a column of scores each,"
              + " score_NAME_V. For a parametrised model. Of several parameters mass=500,width=10,"
              + " once for each point.")
  private List<String> at = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "F",
      description = "The file of scores: .root, .csv, .npy or .parquet (${DEFAULT-VALUE}).")
  private Path out = Path.of("scores.root");

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Number of threads; results do not depend on it (JPSI_THREADS, else all processors).")
  private @Nullable Integer threads;

  @Option(names = "--force", description = "Replace the file of scores if it is there.")
  private boolean force;

  ApplyCommand(Terminal terminal, Services services) {
    this.terminal = terminal;
    this.services = services;
  }

  @Override
  public Integer call() {
    int budget = Options.threads(threads);
    Options.requireWritable(out, force);
    Interrupt interrupt = Interrupt.leavingNothing(terminal).listen();
    ProgressLine progress = new ProgressLine(terminal, interrupt::requested, System::nanoTime);
    long events;
    try {
      events =
          services.apply(
              new ApplyService.ApplyRequest(
                  model,
                  List.copyOf(files),
                  tree,
                  out,
                  budget,
                  force,
                  csv.layout(),
                  at.isEmpty() ? Optional.empty() : Optional.of(ScoringPoints.parse(at)),
                  friends.stream().map(this::friend).toList()),
              progress);
    } finally {
      progress.close();
    }
    if (events < 0) {
      return interrupt.status();
    }
    terminal.line(out + ": scores of " + EventCount.of(events) + " events");
    return Main.DONE;
  }

  private SampleFriend friend(String text) {
    int equals = text.indexOf('=');
    String path = text.substring(equals + 1);
    String name = equals > 0 ? text.substring(0, equals) : SampleFriend.name(path, "");
    return new SampleFriend(name, List.of(path), "", friendBy);
  }
}

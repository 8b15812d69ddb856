package org.jpsi.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.model.ModelFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi inspect`: shows a file of events, a model or a run.
@Command(
    name = "inspect",
    header = "Shows the content of a file of events, a model or a run folder.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  private static final long QUICK = 1_000_000;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Events (ROOT, CSV, Parquet; file.root:tree), a model.safetensors or a run folder.")
  private Path path = Path.of("");

  @Option(names = "--tree", paramLabel = "T", description = "Only this tree of the file.")
  private @Nullable String tree;

  @Option(names = "--all", description = "Statistics of all events, not only of the first million.")
  private boolean all;

  @Mixin private final CsvLayoutOptions csv = new CsvLayoutOptions();

  InspectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FileTree named = FileTree.of(path, Optional.ofNullable(tree));
    path = named.file();
    tree = named.tree().orElse(null);
    Path model = Files.isDirectory(path) ? path.resolve("model.safetensors") : path;
    if (Files.isDirectory(path) && !Files.exists(model)) {
      throw InputException.at(path.toString())
          .expected("a run folder, with a model.safetensors in it")
          .found("another folder")
          .remedy("name a file in it")
          .exception();
    }
    if (model.toString().endsWith(".safetensors")) {
      refuseTree();
      terminal.out().print(ProblemText.escaped(path + ": "));
      ModelView.show(
          ModelFile.read(
              model, note -> terminal.err().println("note: " + ProblemText.escaped(note))),
          terminal.out());
    } else {
      new EventsView(terminal, all ? Long.MAX_VALUE : QUICK, csv.layout()).show(path, tree);
    }
    return Main.DONE;
  }

  private void refuseTree() {
    if (tree != null) {
      throw InputException.at("--tree " + tree)
          .expected("a file of events")
          .found("a model")
          .remedy("leave --tree out")
          .exception();
    }
  }
}

package org.jpsi.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jpsi.analysis.inspect.FileSummary;
import org.jpsi.analysis.inspect.InspectService;
import org.jpsi.analysis.inspect.TreeSummary;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.model.ModelFile;
import org.jpsi.report.FilePage;
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

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "Only columns of this name, in which * and ? stand for others; repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--all",
      description = "Statistics of all events and columns, not only of the first million.")
  private boolean all;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  @Option(names = "--html", paramLabel = "PAGE", description = "Writes a page, page.html.")
  private @Nullable Path html;

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
      refuseOptionsOfEvents();
      terminal.out().print(ProblemText.escaped(path + ": "));
      ModelView.show(
          ModelFile.read(
              model, note -> terminal.err().println("note: " + ProblemText.escaped(note))),
          terminal.out());
    } else {
      events();
    }
    return Main.DONE;
  }

  private void events() {
    long most = all ? Long.MAX_VALUE : QUICK;
    FileSummary summary =
        InspectService.look(
            new InspectService.InspectRequest(path, tree, csv.layout(), most, only));
    if (html != null) {
      AtomicFile.makeFolder(html);
      AtomicFile.write(html, page(summary).html());
      terminal.err().println("wrote " + ProblemText.escaped(html.toString()));
    }
    if (json) {
      terminal.out().println(summary.json());
    } else if (html == null) {
      new EventsView(terminal).show(summary);
    }
  }

  private static FilePage page(FileSummary summary) {
    List<FilePage.Tree> trees = new ArrayList<>();
    for (TreeSummary tree : summary.trees()) {
      boolean readable = tree.info().reason().isEmpty();
      List<String> notes =
          !readable
              ? List.of("not readable: " + tree.info().reason())
              : summary.listed() ? List.of() : EventsView.notes(tree);
      trees.add(
          new FilePage.Tree(
              tree.info().name(),
              EventsView.head(tree),
              EventsView.heads(tree),
              EventsView.pageRows(tree),
              notes));
    }
    return new FilePage(summary.file(), EventCount.bytes(summary.bytes()), trees);
  }

  private void refuseOptionsOfEvents() {
    String option =
        tree != null
            ? "--tree " + tree
            : !only.isEmpty()
                ? "--only " + only.getFirst()
                : json ? "--json" : html != null ? "--html " + html : "";
    if (!option.isEmpty()) {
      throw InputException.at(option)
          .expected("a file of events")
          .found("a model")
          .remedy("leave " + option.split(" ", 2)[0] + " out")
          .exception();
    }
  }
}

package org.jpsi.analysis.comparison;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Sample;
import org.jpsi.analysis.file.SampleFiles;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.formats.Tables;

/// Run that is compared: its analysis, its task, and the scores of its test events with the file
/// and entry each came from.
///
/// @param inputs the trees of the analysis, by the number that the scores have
/// @param scores of the test events
public record ComparedRun(
    Path folder, AnalysisFile analysis, Task task, List<Input> inputs, Table scores) {

  /// Tree of a run's events.
  ///
  /// @param file its path, or what generated the events
  /// @param tree where the analysis names it
  record Input(String file, String name, String tree) {}

  /// How events of two runs are known to be the same: by their entry and, of their file, its path
  /// and tree, its name and tree, or its name.
  enum Match {
    PATH("file and entry"),
    NAME("name of the file and entry, since the paths differ"),
    FILE("name of the file and entry, since one run names no tree");

    private final String words;

    Match(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    private String of(Input input) {
      return switch (this) {
        case PATH -> input.file + "\0" + input.tree;
        case NAME -> input.name + "\0" + input.tree;
        case FILE -> input.name;
      };
    }
  }

  /// @throws InputException where it is no run folder, or has no scores
  public static ComparedRun read(Path folder) {
    Path model = folder.resolve(RunFolder.MODEL);
    if (!Files.isRegularFile(model)) {
      throw InputException.at(folder.toString())
          .expected("a run folder, with " + RunFolder.MODEL)
          .found(Files.isDirectory(folder) ? "none in it" : "no folder")
          .remedy("name what `jpsi train` wrote, as runs/NAME")
          .exception();
    }
    AnalysisWithSource source = AnalysisReader.read(folder.resolve(RunFolder.ANALYSIS), List.of());
    return new ComparedRun(
        folder,
        source.analysis(),
        ModelFile.read(model).task(),
        inputs(source),
        Tables.read(scores(folder), null));
  }

  private static Path scores(Path folder) {
    for (String name : List.of("scores.root", "scores.csv")) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw InputException.at(folder.toString())
        .expected("the scores of its test events, scores.root")
        .found("none")
        .remedy("train it again to the end")
        .exception();
  }

  private static List<Input> inputs(AnalysisWithSource source) {
    List<Input> inputs = new ArrayList<>();
    for (int s = 0; s < source.analysis().samples().size(); s++) {
      switch (source.analysis().samples().get(s).source()) {
        case Sample.Generated made -> {
          String name =
              "generated " + made.process() + " " + made.seed().orElse(source.analysis().seed());
          inputs.add(new Input(name, name, ""));
        }
        case Sample.Given given -> inputs.add(new Input(given.origin(), given.origin(), ""));
        case Sample.Files files -> {
          String where = source.where("samples." + s + ".files");
          for (String path : files.paths()) {
            trees(source, where, path, files.tree())
                .forEach(one ->
                    inputs.add(
                        new Input(
                            one.file().toString(),
                            String.valueOf(one.file().getFileName()),
                            one.tree().orElse(""))));
          }
        }
      }
    }
    return inputs;
  }

  // The files need not be there, but for a pattern, which they tell the number of.
  private static List<FileTree> trees(
      AnalysisWithSource source, String where, String path, String tree) {
    return path.indexOf('*') >= 0 || path.indexOf('?') >= 0
        ? SampleFiles.find(where, List.of(path), source.folder(), tree)
        : List.of(
            FileTree.of(
                where,
                path,
                source.folder(),
                tree.isEmpty() ? Optional.empty() : Optional.of(tree)));
  }

  String name() {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  /// The row of each event of the scores by what it is known by; empty where that does not tell
  /// them apart.
  ///
  /// @throws InputException where the scores have an input that the analysis has not
  Map<String, Integer> rows(Match match) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (int i = 0; i < scores.rows(); i++) {
      double input = scores.numbers("input").value(i);
      if (!(input >= 0 && input < inputs.size())) {
        throw InputException.at(scores.origin())
            .expected("inputs from 0 to " + (inputs.size() - 1) + ", as its analysis has")
            .found("input " + input)
            .remedy("compare on the machine that has the files of the analysis")
            .exception();
      }
      String of = match.of(inputs.get((int) input));
      if (rows.put(of + "\0" + (long) scores.numbers("entry").value(i), i) != null) {
        return Map.of();
      }
    }
    return rows;
  }
}

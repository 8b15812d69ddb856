package org.jpsi.analysis.draft;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jpsi.analysis.file.AnalysisDraft;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.io.AtomicFile;

/// Draft of an analysis from its files of events (`jpsi init`): a commented analysis file that
/// trains as it stands. Some of the events are looked at, evenly over each tree; what is a guess
/// says why.
public final class InitService {
  private InitService() {}

  /// Request to draft an analysis.
  ///
  /// @param files of events, each may name its tree: `file.root:tree`
  /// @param out the analysis file, which is written over where it is there
  public record InitRequest(List<Path> files, Path out) {}

  /// Result of a draft.
  ///
  /// @param found what was found, a line each
  /// @param complete whether the file can be trained: not where nothing tells classes
  public record InitResult(List<String> found, boolean complete) {}

  /// Looks at the files and writes the analysis file.
  ///
  /// @throws InputException where a file cannot be read, has no flat numbers, or other columns than
  ///   the rest
  public static InitResult run(InitRequest request, ProgressListener progress) {
    EventTrees found = EventTrees.of(request.files(), progress);
    progress.stage("looking at the columns");
    DraftClasses classes = DraftClasses.of(found.trees());
    DraftWeights weights = DraftWeights.of(classes);
    DraftColumns columns = DraftColumns.of(classes, weights);
    Path folder = request.out().toAbsolutePath().normalize().getParent();
    Path start = folder == null ? Path.of("").toAbsolutePath() : folder;
    String yaml = new Draft(start, found, classes, weights, columns).text();
    if (classes.complete()) {
      AnalysisReader.parse(String.valueOf(request.out().getFileName()), yaml, start, List.of());
    }
    AtomicFile.write(request.out(), yaml);
    return new InitResult(lines(classes, weights, columns), classes.complete());
  }

  private static List<String> lines(
      DraftClasses classes, DraftWeights weights, DraftColumns columns) {
    List<String> lines = new ArrayList<>();
    long events = classes.samples().stream().mapToLong(DraftClasses.DraftSample::entries).sum();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d events; %s; %d features",
            events,
            classes.complete()
                ? "classes " + DraftColumns.some(classes.names())
                : "nothing tells classes",
            columns.features().size()));
    weights.common().ifPresent(name -> lines.add("weight: " + name));
    weights.ofSample().values().stream()
        .distinct()
        .forEach(name -> lines.add("weight of some samples: " + name));
    columns
        .keptByReason()
        .forEach((why, names) ->
            lines.add("no feature: " + DraftColumns.some(names) + ", since " + why));
    columns.codes().forEach((name, code) -> lines.add(code.suspicion(name)));
    return lines;
  }

  /// The text of the file.
  private record Draft(
      Path folder,
      EventTrees found,
      DraftClasses classes,
      DraftWeights weights,
      DraftColumns columns) {
    String text() {
      AnalysisDraft draft =
          new AnalysisDraft()
              .comment(
                  "Drafted by `jpsi init` from what is in the files. Each guess says why; correct"
                      + " what is wrong. All keys are in docs/analysis-file.md.")
              .gap();
      samples(draft);
      labels(draft);
      weight(draft);
      features(draft);
      spectators(draft);
      return draft.text();
    }

    private void samples(AnalysisDraft draft) {
      found.left().forEach(left -> draft.comment("left out: " + left));
      long entries = classes.samples().stream().mapToLong(s -> s.entries()).sum();
      long rows = classes.samples().stream().mapToLong(s -> s.rows()).sum();
      draft.comment(
          String.format(
              Locale.ROOT,
              "%,d events%s.%s",
              entries,
              rows < entries
                  ? String.format(
                      Locale.ROOT, ", of which %,d were looked at, evenly over the files", rows)
                  : ", all looked at",
              classes.why().isEmpty() ? "" : " A guess: " + classes.why() + "."));
      List<AnalysisDraft.Item> items = new ArrayList<>();
      for (int s = 0; s < classes.samples().size(); s++) {
        DraftClasses.DraftSample sample = classes.samples().get(s);
        Map<String, Object> keys = new LinkedHashMap<>();
        List<String> paths = sample.trees().stream().map(tree -> path(tree.file())).toList();
        keys.put("files", paths.size() == 1 ? paths.getFirst() : paths);
        sample.trees().getFirst().tree().ifPresent(tree -> keys.put("tree", tree));
        if (!sample.name().isEmpty()) {
          keys.put("class", sample.name());
        }
        String own = weights.ofSample().get(s);
        if (own != null) {
          keys.put("weight", Expression.quoted(own));
        }
        sample.part().ifPresent(part -> keys.put("part", part.id()));
        items.add(
            new AnalysisDraft.Item(
                keys,
                String.format(Locale.ROOT, "%,d events", sample.entries())
                    + sample.part().map(p -> "; the part by the file's name").orElse("")));
      }
      draft.items("samples", items).gap();
    }

    private String path(Path file) {
      Path absolute = file.toAbsolutePath().normalize();
      boolean below = absolute.startsWith(folder);
      return (below ? folder.relativize(absolute) : absolute).toString().replace('\\', '/');
    }

    private void labels(AnalysisDraft draft) {
      if (!classes.complete()) {
        draft
            .comment(
                "Nothing tells classes: name the column with the class by `label:`, add a sample of"
                    + " another class, or predict a quantity, which cannot be guessed:")
            .option("label", "COLUMN")
            .option("target", "COLUMN")
            .gap();
        return;
      }
      classes
          .label()
          .ifPresent(column -> {
            draft.comment(
                "The classes are "
                    + DraftColumns.some(classes.names())
                    + ". To predict the number itself, write `target:` instead.");
            draft.key("label", Expression.quoted(column));
          });
      if (classes.signal().isPresent()) {
        boolean named = NameWords.signal(classes.names()).isPresent();
        draft.comment(
            named
                ? "The signal by its name; all else is background."
                : "A guess: the first class, since no name tells the signal.");
        draft.key("signal", classes.signal().get());
      } else {
        draft.comment("All classes are equal; with a signal, all others are its background.");
        draft.option("signal", classes.names().getFirst());
      }
      imbalance(draft);
      draft.gap();
    }

    private void imbalance(AnalysisDraft draft) {
      int[] classOf = classes.classOf();
      int[] count = new int[classes.trained().size()];
      for (int c : classOf) {
        count[c]++;
      }
      List<String> words = new ArrayList<>();
      int least = Integer.MAX_VALUE;
      int most = 0;
      for (int c = 0; c < count.length; c++) {
        words.add(String.format(Locale.ROOT, "%s %,d", classes.trained().get(c), count[c]));
        least = Math.min(least, count[c]);
        most = Math.max(most, count[c]);
      }
      draft.comment(
          "Events that were looked at: "
              + DraftColumns.some(words)
              + (most > 10L * least
                  ? ". They are out of balance; for training, each class's weights are scaled to"
                      + " the same sum."
                  : "."));
    }

    private void weight(AnalysisDraft draft) {
      weights.comments().forEach(comment -> draft.comment("Weight: " + comment + "."));
      if (weights.common().isPresent()) {
        draft.key("weight", Expression.quoted(weights.common().get()));
      } else if (weights.ofSample().isEmpty()) {
        draft.comment("No column looks like an event weight.").option("weight", "COLUMN");
      }
      draft
          .comment("If weights are expected numbers of events, this adds a significance:")
          .option("yields", true)
          .gap();
    }

    private void features(AnalysisDraft draft) {
      columns.comments().forEach(comment -> draft.comment("Columns " + comment + "."));
      Map<String, Object> codes = new LinkedHashMap<>();
      columns
          .codes()
          .forEach((name, code) -> {
            draft.comment(
                "Suspected code of a missing value: "
                    + name
                    + (" is " + Expression.format(code.value()) + " " + code.words() + "."));
            codes.putIfAbsent(Expression.parse(name).columnNames().getFirst(), code.value());
          });
      if (!codes.isEmpty()) {
        draft.key("missing", codes);
      }
      List<String> all = columns.features();
      if (columns.all()) {
        draft.comment("All are " + all.size() + ": " + DraftColumns.some(all) + ".");
        draft.key("features", "all").gap();
      } else {
        draft.comment("Those that all files have:").texts("features", all).gap();
      }
    }

    private void spectators(AnalysisDraft draft) {
      List<String> names = new ArrayList<>(columns.identifiers());
      columns
          .keptByReason()
          .forEach((why, kept) ->
              draft.comment("No feature: " + DraftColumns.some(kept) + ", since " + why + "."));
      columns.kept().keySet().stream().filter(name -> !name.endsWith("]")).forEach(names::add);
      if (!columns.identifiers().isEmpty()) {
        draft.comment(
            "Numbers of events, runs and the like by their names: "
                + columns.identifiers().stream().collect(Collectors.joining(", "))
                + ".");
      }
      if (!names.isEmpty()) {
        draft.texts("spectators", names);
      }
      columns
          .groups()
          .ifPresentOrElse(
              name ->
                  draft
                      .comment("Some values of " + name + " repeat: such events stay together.")
                      .key("split", Map.of("by", Expression.quoted(name))),
              () ->
                  draft
                      .comment("What belongs together, as candidates of one event, stays together:")
                      .option(
                          "split",
                          Map.of(
                              "by",
                              columns.eventNumber().map(Expression::quoted).orElse("COLUMN"))));
    }
  }
}

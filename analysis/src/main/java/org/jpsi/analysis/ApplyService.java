package org.jpsi.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jpsi.analysis.events.SampleFriends;
import org.jpsi.analysis.events.SourceColumns;
import org.jpsi.analysis.file.SampleFriend;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.events.Events;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.Table;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.jspecify.annotations.Nullable;

/// Inference on files (`jpsi apply`): scores events with a model, one entry per event, in the order
/// of the files, so that the result is a friend of the tree (or chain) it was made from. It
/// streams: memory does not grow with the files.
public final class ApplyService {
  private static final String TREE = "scores";
  // Events that one thread scores at a time.
  private static final int BATCH = 1 << 13;

  private ApplyService() {}

  /// Request to score files.
  ///
  /// @param model a `model.safetensors`, or a run folder
  /// @param files as {@link FileTree} takes them, `file.root:tree` too
  /// @param tree of each file; null for the only one
  /// @param out ends in `.root`, `.csv`, `.npy` or `.parquet`
  /// @param threads number of threads, on which scores do not depend
  /// @param force whether to replace `out`
  /// @param csv layout of CSV files
  /// @param at where events are scored; empty for their own values
  /// @param friends of the files, by paths of the working folder
  public record ApplyRequest(
      Path model,
      List<Path> files,
      @Nullable String tree,
      Path out,
      int threads,
      boolean force,
      CsvLayout csv,
      Optional<ScoringPoints> at,
      List<SampleFriend> friends) {
    /// A request for files without friends.
    public ApplyRequest(
        Path model,
        List<Path> files,
        @Nullable String tree,
        Path out,
        int threads,
        boolean force,
        CsvLayout csv,
        Optional<ScoringPoints> at) {
      this(model, files, tree, out, threads, force, csv, at, List.of());
    }

    /// A request for files that have a header, if they are CSV, whose events are scored by their
    /// own values.
    public ApplyRequest(
        Path model, List<Path> files, @Nullable String tree, Path out, int threads, boolean force) {
      this(model, files, tree, out, threads, force, CsvLayout.USUAL, Optional.empty());
    }
  }

  /// Scores the files. Warnings tell what is far from the training: features outside their ranges,
  /// distributions that have drifted.
  ///
  /// @return the number of events scored
  /// @throws InputException where a file lacks a column, has it as another type or in another unit,
  ///   or cannot be read; then nothing is written
  public static long run(ApplyRequest request, ProgressListener progress) {
    Path file =
        Files.isDirectory(request.model())
            ? request.model().resolve("model.safetensors")
            : request.model();
    Model model = ModelFile.read(file, progress::warning);
    PointScorer scorer = PointScorer.of(model, request.at());
    if (Files.exists(request.out()) && !request.force()) {
      throw InputException.at(request.out().toString())
          .expected("a file that does not exist yet")
          .found("one that does")
          .remedy("choose another with --out, or replace it with --force")
          .exception();
    }
    List<FileTree> trees =
        request.files().stream()
            .map(events -> FileTree.of(events, Optional.ofNullable(request.tree())))
            .toList();
    for (FileTree events : trees) {
      if (same(events.file(), request.out())) {
        throw InputException.at(request.out().toString())
            .expected("another file than those to be scored")
            .found("one of them")
            .remedy("choose another with --out")
            .exception();
      }
    }
    // All files are checked before the first is scored.
    long entries = 0;
    SampleFriends friends =
        SampleFriends.of(
            one -> Tables.open(one.file(), one.tree().orElse(null), request.csv()),
            request.friends(),
            "--friend",
            Path.of(""),
            trees.size());
    for (int k = 0; k < trees.size(); k++) {
      try (EventSource source = friends.open(trees.get(k), k)) {
        scorer = forColumns(scorer, source, progress);
        entries += source.entries();
      }
    }
    ThreadPool pool = ThreadPool.of(request.threads());
    AppliedEvents applied = new AppliedEvents(model, entries);
    try (EventWriter writer = Tables.create(request.out(), TREE)) {
      for (int input = 0; input < trees.size(); input++) {
        FileTree events = trees.get(input);
        ScoredInput from = new ScoredInput(request, trees, input);
        progress.stage("scoring " + events.file());
        try (EventSource source = friends.open(events, input)) {
          source.notes().forEach(note -> progress.warning(source.origin() + ": " + note));
          if (source.entries() == 0) {
            // the file of scores has its columns even where no file has events
            Table none = source.read(scorer.columnNames());
            writer.write(from.named(scorer.score(none, pool).scores(), none.entries()));
          }
          for (EventBlock block : Events.of(source).blocks(scorer.columnNames())) {
            PointScorer.Scored scored = scorer.score(block.table(), pool);
            applied.add(scored.events(), scored.scores());
            writer.write(from.named(scored.scores(), block.entries()));
            if (progress.stop()) {
              // The writer, not finished, leaves nothing behind.
              return -1;
            }
          }
        }
      }
      writer.finish();
    }
    Optional<ScoringPoints> at = request.at();
    at.ifPresent(points -> points.notes(model).forEach(progress::warning));
    applied.notes().stream()
        .filter(note -> at.isEmpty() || !at.get().isOfFeature(note))
        .forEach(progress::warning);
    return applied.events();
  }

  /// The scorer for a file: where it lacks what only the selection needs, as data may, one that
  /// scores all the same.
  private static PointScorer forColumns(
      PointScorer scorer, EventSource source, ProgressListener progress) {
    Set<String> missing = new LinkedHashSet<>(scorer.columnNames());
    PointScorer without = scorer.withoutSelection();
    missing.removeAll(without.columnNames());
    source.columns().forEach(column -> missing.remove(column.name()));
    if (missing.isEmpty()) {
      SourceColumns.require(scorer.columnNames(), source);
      return scorer;
    }
    SourceColumns.require(without.columnNames(), source);
    progress.warning(
        source.origin()
            + " has no column "
            + String.join(", ", missing)
            + ", which the selection of the analysis needs: all events are scored, and there is no"
            + " `selected`");
    return without;
  }

  private static boolean same(Path a, Path b) {
    try {
      return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException unreadable) {
      // Reading it will report the error.
      return false;
    }
  }

  /// The scores of a block of events, shared out to threads.
  static Table score(Scorer scorer, Table chunk, ThreadPool pool) {
    int batches = Math.max(1, (chunk.rows() + BATCH - 1) / BATCH);
    Table[] scored = new Table[batches];
    pool.parallelFor(
        batches,
        i ->
            scored[i] =
                scorer.score(chunk.slice(i * BATCH, Math.min(chunk.rows(), (i + 1) * BATCH))));
    return Table.concat(chunk.origin(), List.of(scored));
  }
}

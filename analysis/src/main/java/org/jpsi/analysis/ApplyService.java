package org.jpsi.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventReader;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.jspecify.annotations.Nullable;

/// Scores files of events with a model: one entry per event, in the order of the files, so that the
/// result is a friend of the tree (or the chain of trees) it was made from. Streams: memory does
/// not grow with the files.
public final class ApplyService {
  private static final String TREE = "scores";
  private static final int CHUNK = 1 << 16;
  // What one thread scores at a time.
  private static final int PIECE = 1 << 13;

  private ApplyService() {}

  /// An order to score.
  ///
  /// @param model a `model.safetensors`, or a run folder
  /// @param tree of each file; null for the only one
  /// @param out ends in `.root`, `.csv` or `.npy`
  /// @param threads how fast, never what comes out
  /// @param force whether to replace `out`
  public record Order(
      Path model, List<Path> files, @Nullable String tree, Path out, int threads, boolean force) {}

  /// Does it.
  ///
  /// @return the number of events scored
  /// @throws InputException where a file lacks a column, has it as another type or in another unit,
  ///   or cannot be read; then nothing is written
  public static long run(Order order, ProgressListener watch) {
    Path file =
        Files.isDirectory(order.model())
            ? order.model().resolve("model.safetensors")
            : order.model();
    Model model = ModelFile.read(file);
    Scorer scorer = Scorer.of(model);
    if (Files.exists(order.out()) && !order.force()) {
      throw InputException.at(order.out().toString())
          .expected("a file that is not there yet")
          .found("one")
          .remedy("choose another with --out, or replace it with --force")
          .exception();
    }
    for (Path events : order.files()) {
      if (same(events, order.out())) {
        throw InputException.at(order.out().toString())
            .expected("another file than those to be scored")
            .found("one of them")
            .remedy("choose another with --out")
            .exception();
      }
    }
    // All files are looked at before the first is scored.
    for (Path events : order.files()) {
      try (EventReader reader = Tables.open(events, order.tree())) {
        demand(scorer.columns(), reader);
      }
    }
    long count = 0;
    long lost = 0;
    ThreadPool pool = ThreadPool.of(order.threads());
    try (EventWriter writer = Tables.create(order.out(), TREE)) {
      for (Path events : order.files()) {
        watch.stage("scoring " + events);
        try (EventReader reader = Tables.open(events, order.tree())) {
          Iterator<Table> chunks = reader.chunks(scorer.columns(), CHUNK);
          while (chunks.hasNext()) {
            Table scores = score(scorer, chunks.next(), pool);
            lost += notANumber(scores);
            count += scores.rows();
            writer.write(scores);
            if (watch.stop()) {
              // The writer, not finished, leaves nothing behind.
              return -1;
            }
          }
        }
      }
      writer.finish();
    }
    if (lost > 0) {
      watch.note(
          lost
              + " of "
              + count
              + " events have a feature that is NaN or infinite: their score is NaN");
    }
    return count;
  }

  private static boolean same(Path a, Path b) {
    try {
      return Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
    } catch (IOException unreadable) {
      // Reading it will say so.
      return false;
    }
  }

  private static Table score(Scorer scorer, Table chunk, ThreadPool pool) {
    int pieces = Math.max(1, (chunk.rows() + PIECE - 1) / PIECE);
    Table[] scored = new Table[pieces];
    pool.parallelFor(
        pieces,
        i ->
            scored[i] =
                scorer.score(chunk.slice(i * PIECE, Math.min(chunk.rows(), (i + 1) * PIECE))));
    return Table.concat(chunk.origin(), List.of(scored));
  }

  private static long notANumber(Table scores) {
    NumberColumn first = (NumberColumn) scores.columns().getFirst();
    long count = 0;
    for (int i = 0; i < first.rows(); i++) {
      count += Double.isNaN(first.value(i)) ? 1 : 0;
    }
    return count;
  }

  /// Refuses a file that lacks columns, all of them in one message.
  static void demand(List<String> wanted, EventReader reader) {
    List<String> there = reader.columns().stream().map(EventReader.ColumnInfo::name).toList();
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(there);
    if (missing.isEmpty()) {
      return;
    }
    for (EventReader.Unreadable column : reader.unreadable()) {
      if (missing.contains(column.name())) {
        throw InputException.at(reader.origin())
            .expected("numbers in column " + column.name())
            .found(column.why())
            .remedy("leave it out of the analysis, or write it as a flat branch")
            .exception();
      }
    }
    throw InputException.at(reader.origin())
        .expected((missing.size() == 1 ? "a column " : "columns ") + String.join(", ", missing))
        .found(there.size() + " others")
        .nearest(missing.getFirst(), there)
        .remedy("`jpsi inspect` lists what is there")
        .exception();
  }
}

package org.jpsi.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Tables;
import org.jpsi.lab.sim.Generator;
import org.jpsi.lab.sim.Process;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi generate`: writes toy Monte Carlo to a file, in chunks, so that memory does not
/// grow with it.
@Command(
    name = "generate",
    header = "Generates a labelled sample of toy Monte Carlo events.",
    description = {
      "The same seed gives the same events, with any number of threads. The extension of the file"
          + " decides the format.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
  private static final int PIECE = 1 << 16;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "PROCESS",
      description =
          "higgs: H0 -> W W b b against top pairs; dimuon: muon pairs; dijet: a resonance among"
              + " jet pairs.")
  private String process = "";

  @Option(
      names = "--events",
      paramLabel = "N",
      converter = EventCount.class,
      description = "Number of events (${DEFAULT-VALUE}).")
  private long events = 200_000;

  @Option(names = "--out", paramLabel = "F", description = "The file (PROCESS.root).")
  private @Nullable Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random numbers (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--normalized",
      description = "Normalized features, as in UCI's HIGGS sample, instead of GeV and radians.")
  private boolean normalized;

  @Option(names = "--tree", paramLabel = "T", description = "Name of the tree (${DEFAULT-VALUE}).")
  private String tree = "events";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of threads (JPSI_THREADS, else all processors).")
  private @Nullable Integer threads;

  @Option(names = "--force", description = "Replace the file if it is there.")
  private boolean force;

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    int budget = Options.threads(threads);
    Generator generator = new Generator(Process.of(process), seed, normalized, budget);
    Path file = Optional.ofNullable(out).orElse(Path.of(process + ".root"));
    Options.requireWritable(file, force);
    long start = System.nanoTime();
    Interrupt interrupt = Interrupt.leavingNothing(terminal).listen();
    int columns = write(generator, file, interrupt);
    if (columns < 0) {
      return interrupt.status();
    }
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s: %s events of %d columns%s, %s, %.1f s%n",
            file,
            EventCount.of(events),
            columns,
            file.toString().endsWith(".root") ? " in tree " + tree : "",
            EventCount.bytes(size(file)),
            (System.nanoTime() - start) / 1e9);
    return Main.DONE;
  }

  /// The number of columns; -1 where a signal ended it.
  private int write(Generator generator, Path file, Interrupt interrupt) {
    try (EventWriter writer = Tables.create(file, tree)) {
      int columns = 0;
      for (long at = 0; at < events; at += PIECE) {
        Table piece = generator.table(at, Math.min(events, at + PIECE));
        columns = piece.columns().size();
        writer.write(piece);
        if (interrupt.requested()) {
          // The writer, not finished, leaves nothing behind.
          return -1;
        }
      }
      writer.finish();
      return columns;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw InputException.at(file.toString())
          .says("has disappeared after it was written")
          .cause(e)
          .exception();
    }
  }
}

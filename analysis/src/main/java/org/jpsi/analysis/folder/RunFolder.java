package org.jpsi.analysis.folder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.io.IoFailure;

/// Run folder, which appears whole or not at all: a run works in `DIR.partial`, which is renamed at
/// the end. It has one owner ({@link RunOwner}), from before its first file until it is closed.
public final class RunFolder implements RunUnderWay, AutoCloseable {
  public static final String ANALYSIS = "analysis.yaml";
  public static final String CHECKPOINT = "checkpoint.safetensors";
  public static final String CHECKPOINTS = "checkpoints";
  public static final String NOTES = "notes.txt";
  public static final String MODEL = "model.safetensors";

  // Files of a run; a name with a dot in front, or that ends in `.partial`, is one of these that
  // was
  // being written.
  private static final Set<String> RUN_FILES =
      Set.of(
          ANALYSIS,
          CHECKPOINT,
          CHECKPOINTS,
          NOTES,
          MODEL,
          "metrics.json",
          "history.csv",
          "report.html",
          "plots",
          "scores.root",
          "scores.csv");

  /// The way that a run came to its folder.
  private enum Way {
    NEW,
    FORCED,
    RESUMED
  }

  private final Path folder;
  private final Path partial;
  private final Way way;
  private final RunOwner owner;
  private volatile boolean begun;
  // the partial folder is this run's
  private volatile boolean made;
  private volatile boolean finished;
  private volatile boolean folds;
  // as of the checkpoint
  private volatile int epochs;

  private RunFolder(Path folder, Way way, String remedy) {
    this.folder = folder.toAbsolutePath().normalize();
    this.partial = partial(this.folder);
    this.way = way;
    this.owner = RunOwner.of(folder, this.folder, remedy);
  }

  /// The folder in which a run into `folder` works.
  public static Path partial(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".partial");
  }

  /// A new run, if it may be written there; writes nothing into it yet.
  ///
  /// @throws InputException where somebody writes there now, or the folder or an unfinished run
  ///   exists and `force` is not given
  public static RunFolder newRun(Path folder, boolean force) {
    RunFolder run =
        new RunFolder(
            folder,
            force ? Way.FORCED : Way.NEW,
            "wait for its end, or choose another folder with --out");
    return run.owned(() -> {
      if (Files.exists(run.folder) && !force) {
        throw InputException.at(folder.toString())
            .expected("a folder that does not exist yet")
            .found("one with an earlier run or other files")
            .remedy("choose another with --out, or replace it with --force")
            .exception();
      }
      requireReplaceable(run.folder);
      requireReplaceable(run.partial);
      if (!force) {
        run.requireNothingToLose(folder);
      }
    });
  }

  /// A new run that a program writes, which replaces nothing.
  ///
  /// @throws InputException where there is something of its name, or somebody writes there now
  public static RunFolder ofProgram(Path folder) {
    RunFolder run = new RunFolder(folder, Way.NEW, "wait for its end, or choose another folder");
    return run.owned(() -> {
      for (Path taken : List.of(run.folder, run.partial)) {
        if (Files.exists(taken)) {
          throw InputException.at(taken.toString())
              .expected("a folder that does not exist yet")
              .found("one with a run or other files")
              .remedy("choose another, or remove it yourself")
              .exception();
        }
      }
    });
  }

  /// The unfinished run that `--resume folder` means.
  ///
  /// @throws InputException where there is none, or somebody writes there now
  public static RunFolder resume(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(whole.resolveSibling(""))) {
      requireUnfinished(folder, partial(whole));
    }
    RunFolder run = new RunFolder(folder, Way.RESUMED, "wait for its end");
    return run.owned(() -> requireUnfinished(folder, run.partial));
  }

  private static void requireUnfinished(Path folder, Path partial) {
    if (!Files.isRegularFile(partial.resolve(ANALYSIS))) {
      throw InputException.at(folder.toString())
          .expected("an unfinished run in " + partial)
          .found(Files.exists(folder) ? "a finished one" : "none")
          .remedy(Files.exists(folder) ? "there is nothing to resume" : "train without --resume")
          .exception();
    }
    if (Files.exists(folder)) {
      throw InputException.at(folder.toString())
          .expected("only the unfinished run in " + partial)
          .found("a finished one beside it")
          .remedy("move one of them away")
          .exception();
    }
  }

  private RunFolder owned(Runnable check) {
    try {
      check.run();
      return this;
    } catch (RuntimeException | Error wrong) {
      close();
      throw wrong;
    }
  }

  /// An unfinished run without a checkpoint is begun again without a word: its owner is gone, and a
  /// resumed one would begin again too.
  private void requireNothingToLose(Path given) {
    if (!Files.exists(partial) || (owner.isSure() && !isWorth())) {
      return;
    }
    throw InputException.at(partial.toString())
        .says("an unfinished run exists")
        .remedy(
            (Files.exists(partial.resolve(ANALYSIS))
                    ? "finish it with --resume " + given
                    : "put its " + ANALYSIS + " back and finish it with --resume " + given)
                + ", or start again with --force")
        .exception();
  }

  // A checkpoint or a model took time to make.
  private boolean isWorth() {
    return Files.exists(partial.resolve(CHECKPOINT))
        || Files.exists(partial.resolve(CHECKPOINTS))
        || Files.exists(partial.resolve(MODEL));
  }

  /// `--force` replaces files of a run, never another folder of the user with that name, nor other
  /// files that were put into a run.
  private static void requireReplaceable(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    Optional<String> other = Optional.of("a file");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        other =
            files
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name ->
                    !RUN_FILES.contains(name.replaceAll("^\\.|(\\.[0-9a-f]+)?\\.partial$", "")))
                .sorted()
                .findFirst();
      } catch (IOException e) {
        throw IoFailure.writing(folder, e);
      }
    }
    if (other.isPresent()) {
      throw InputException.at(folder.toString())
          .expected("only the files of an earlier run, to be replaced (--force)")
          .found(other.get())
          .remedy("choose another folder with --out, or remove it yourself")
          .exception();
    }
  }

  public Path folder() {
    return folder;
  }

  public Path partial() {
    return partial;
  }

  /// A word on what the owner cannot promise here.
  public Optional<String> caution() {
    return owner.isSure()
        ? Optional.empty()
        : Optional.of(
            "this file system has no locks: see that nothing else writes to " + folder + " now");
  }

  /// Creates the partial folder, empty.
  public void begin() {
    begun = true;
    try {
      if (way == Way.FORCED || (owner.isSure() && !isWorth())) {
        discard(partial);
      }
      Files.createDirectory(partial);
      made = true;
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(partial)) {
        throw IoFailure.writing(partial, e);
      }
      throw InputException.at(partial.toString())
          .says("another run has started there meanwhile")
          .remedy("choose another folder with --out")
          .cause(e)
          .exception();
    } catch (IOException e) {
      throw IoFailure.writing(partial, e);
    }
  }

  /// Notes that the run is of folds: a training that is stopped gives no run.
  public void ofFolds() {
    folds = true;
  }

  @Override
  public boolean isWrittenWhenStopped() {
    return !folds;
  }

  /// Takes up the unfinished run: removes the files that it was writing when it was killed.
  ///
  /// @param completed epochs as of its checkpoint
  public void takeUp(int completed) {
    epochs = completed;
    begun = true;
    made = true;
    Set<String> kept = Set.of(ANALYSIS, CHECKPOINT, CHECKPOINTS, NOTES, MODEL);
    try (Stream<Path> files = Files.list(partial)) {
      for (Path file : files.toList()) {
        if (!kept.contains(String.valueOf(file.getFileName()))) {
          RunOwner.delete(file);
        }
      }
    } catch (IOException e) {
      throw IoFailure.writing(partial, e);
    }
  }

  /// Notes that a checkpoint was written.
  ///
  /// @param completed epochs
  public void checkpointed(int completed) {
    epochs = completed;
  }

  public void write(String name, String text) {
    AtomicFile.write(partial.resolve(name), text);
  }

  /// The warnings from the start of an unfinished run.
  public List<String> warnings() {
    try {
      return Files.exists(partial.resolve(NOTES))
          ? Files.readAllLines(partial.resolve(NOTES))
          : List.of();
    } catch (IOException e) {
      throw IoFailure.reading(partial.resolve(NOTES).toString(), e);
    }
  }

  /// Renames the complete run to its name. Where that fails, all is as it was.
  public void finish() {
    Path replaced = hidden("replaced");
    try {
      // The old run exists until the new one does.
      RunOwner.delete(replaced);
      boolean replaces = way == Way.FORCED && Files.exists(folder);
      if (replaces) {
        Files.move(folder, replaced, StandardCopyOption.ATOMIC_MOVE);
      }
      try {
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        if (replaces) {
          Files.move(replaced, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        throw e;
      }
    } catch (IOException e) {
      throw IoFailure.writing(folder, e);
    }
    finished = true;
    try {
      Files.deleteIfExists(folder.resolve(CHECKPOINT));
      RunOwner.delete(folder.resolve(CHECKPOINTS));
      Files.deleteIfExists(folder.resolve(NOTES));
      RunOwner.delete(replaced);
    } catch (IOException e) {
      // The run is whole; what is left beside it is removed by the next one of its name.
    }
  }

  /// Ends a run that failed: what took time to make is kept, and what was resumed.
  ///
  /// @throws UnfinishedRunException where something is kept
  public void failed(Throwable reason) {
    if (finished) {
      return;
    }
    Optional<UnfinishedRun> kept = kept();
    if (kept.isPresent()) {
      throw new UnfinishedRunException(reason, kept.get());
    }
    try {
      abandon();
    } catch (InputException also) {
      reason.addSuppressed(also);
    }
  }

  /// Removes the partial folder, unless there is something to lose.
  public void abandon() {
    if (!made || way == Way.RESUMED) {
      return;
    }
    try {
      discard(partial);
    } catch (IOException e) {
      throw IoFailure.writing(partial, e);
    }
  }

  @Override
  public boolean isBegun() {
    return begun;
  }

  @Override
  public Optional<UnfinishedRun> kept() {
    boolean ours = made && isWorth();
    return !finished && (ours || way == Way.RESUMED)
        ? Optional.of(new UnfinishedRun(folder, epochs, Files.exists(partial.resolve(MODEL))))
        : Optional.empty();
  }

  @Override
  public void leave() {
    if (!begun) {
      close();
    }
  }

  /// Gives the folder back.
  @Override
  public void close() {
    owner.close();
  }

  // At once by name, so that half a run is never taken for one.
  private void discard(Path tree) throws IOException {
    if (Files.exists(tree)) {
      Path discarded = hidden("discarded");
      RunOwner.delete(discarded);
      Files.move(tree, discarded, StandardCopyOption.ATOMIC_MOVE);
      RunOwner.delete(discarded);
    }
  }

  private Path hidden(String what) {
    return folder.resolveSibling("." + folder.getFileName() + "." + what);
  }
}

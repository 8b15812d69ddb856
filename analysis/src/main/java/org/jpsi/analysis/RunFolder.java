package org.jpsi.analysis;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.io.IoFailure;
import org.jspecify.annotations.Nullable;

/// Run folder, which appears whole or not at all: a run works in `DIR.partial`, which is renamed at
/// the end.
final class RunFolder {
  static final String ANALYSIS = "analysis.yaml";
  static final String CHECKPOINT = "checkpoint.safetensors";
  static final String NOTES = "notes.txt";

  // Files of a run; a name with a dot in front, or that ends in `.partial`, is one of these that
  // was
  // being written.
  private static final Set<String> RUN_FILES =
      Set.of(
          ANALYSIS,
          CHECKPOINT,
          NOTES,
          "model.safetensors",
          "metrics.json",
          "history.csv",
          "report.html",
          "plots",
          "scores.root",
          "scores.csv");

  private final Path folder;
  private final Path partial;
  private final boolean force;

  private RunFolder(Path folder, boolean force) {
    this.folder = folder.toAbsolutePath().normalize();
    this.partial = partial(this.folder);
    this.force = force;
  }

  /// The folder in which a run into `folder` works.
  static Path partial(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".partial");
  }

  /// A new run, if it may be written there; writes nothing yet.
  ///
  /// @throws InputException where the folder exists and `force` is not given
  static RunFolder newRun(Path folder, boolean force) {
    RunFolder run = new RunFolder(folder, force);
    if (Files.exists(run.folder) && !force) {
      throw InputException.at(folder.toString())
          .expected("a folder that does not exist yet")
          .found("one with an earlier run or other files")
          .remedy("choose another with --out, or replace it with --force")
          .exception();
    }
    requireReplaceable(run.folder);
    requireReplaceable(run.partial);
    if (Files.exists(run.partial) && !force) {
      throw InputException.at(run.partial.toString())
          .says("an unfinished run exists")
          .remedy("finish it with --resume " + folder + ", or start again with --force")
          .exception();
    }
    return run;
  }

  /// A new run that a program writes, which replaces nothing.
  ///
  /// @throws InputException where there is something of its name
  static RunFolder ofProgram(Path folder) {
    RunFolder run = new RunFolder(folder, false);
    for (Path taken : List.of(run.folder, run.partial)) {
      if (Files.exists(taken)) {
        throw InputException.at(taken.toString())
            .expected("a folder that does not exist yet")
            .found("one with a run or other files")
            .remedy("choose another, or remove it yourself")
            .exception();
      }
    }
    return run;
  }

  /// The unfinished run that `--resume folder` means.
  static RunFolder resume(Path folder) {
    RunFolder run = new RunFolder(folder, false);
    if (!Files.isRegularFile(run.partial.resolve(ANALYSIS))) {
      throw InputException.at(folder.toString())
          .expected("an unfinished run in " + run.partial)
          .found(Files.exists(run.folder) ? "a finished one" : "none")
          .remedy(
              Files.exists(run.folder) ? "there is nothing to resume" : "train without --resume")
          .exception();
    }
    if (Files.exists(run.folder)) {
      throw InputException.at(folder.toString())
          .expected("only the unfinished run in " + run.partial)
          .found("a finished one beside it")
          .remedy("move one of them away")
          .exception();
    }
    return run;
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

  Path folder() {
    return folder;
  }

  Path partial() {
    return partial;
  }

  /// Creates the partial folder, empty.
  void begin() {
    try {
      if (force) {
        delete(partial);
      }
      Files.createDirectories(partial.resolveSibling(""));
      Files.createDirectory(partial);
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

  void write(String name, String text) {
    AtomicFile.write(partial.resolve(name), text);
  }

  /// The warnings from the start of an unfinished run.
  List<String> warnings() {
    try {
      return Files.exists(partial.resolve(NOTES))
          ? Files.readAllLines(partial.resolve(NOTES))
          : List.of();
    } catch (IOException e) {
      throw IoFailure.reading(partial.resolve(NOTES).toString(), e);
    }
  }

  /// Removes from an unfinished run the files that it was writing when it was killed.
  void clean() {
    Set<String> kept = Set.of(ANALYSIS, CHECKPOINT, NOTES);
    try (Stream<Path> files = Files.list(partial)) {
      for (Path file : files.toList()) {
        if (!kept.contains(String.valueOf(file.getFileName()))) {
          delete(file);
        }
      }
    } catch (IOException e) {
      throw IoFailure.writing(partial, e);
    }
  }

  /// Renames the complete run to its name.
  void finish() {
    try {
      Files.deleteIfExists(partial.resolve(CHECKPOINT));
      Files.deleteIfExists(partial.resolve(NOTES));
      // The old run exists until the new one does.
      Path replaced = folder.resolveSibling("." + folder.getFileName() + ".replaced");
      delete(replaced);
      if (force && Files.exists(folder)) {
        Files.move(folder, replaced, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      delete(replaced);
    } catch (IOException e) {
      throw IoFailure.writing(folder, e);
    }
  }

  /// Removes the partial folder.
  void abandon() {
    try {
      delete(partial);
    } catch (IOException e) {
      throw IoFailure.writing(partial, e);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

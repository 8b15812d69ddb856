package org.jpsi.analysis;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jpsi.core.input.InputException;
import org.jspecify.annotations.Nullable;

/// The folder of a run, which appears whole or not at all: work happens in `DIR.partial`, which is
/// renamed at the end.
final class RunFolder {
  static final String ANALYSIS = "analysis.yaml";
  static final String CHECKPOINT = "checkpoint.safetensors";

  private final Path folder;
  private final Path partial;
  private final boolean force;

  private RunFolder(Path folder, boolean force) {
    this.folder = folder.toAbsolutePath().normalize();
    this.partial = partial(this.folder);
    this.force = force;
  }

  /// Where the work of a run into `folder` happens.
  static Path partial(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".partial");
  }

  /// Looks whether a new run may go there; writes nothing.
  ///
  /// @throws InputException where something is there already and `force` is not given
  static RunFolder plan(Path folder, boolean force) {
    RunFolder run = new RunFolder(folder, force);
    if (Files.exists(run.folder) && !force) {
      throw InputException.at(folder.toString())
          .expected("a folder that is not there yet")
          .found("one with an earlier run or other files")
          .remedy("choose another with --out, or replace it with --force")
          .exception();
    }
    if (Files.exists(run.folder) && !replaceable(run.folder)) {
      throw InputException.at(folder.toString())
          .expected("an earlier run, to be replaced (--force)")
          .found("something that is not a run folder")
          .remedy("choose another with --out, or remove it yourself")
          .exception();
    }
    if (Files.exists(run.partial) && !force) {
      throw InputException.at(run.partial.toString())
          .says("an unfinished run is there")
          .remedy("finish it with --resume " + folder + ", or begin anew with --force")
          .exception();
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

  // --force replaces what a run wrote, never a folder of the user's own that happens to bear the
  // name.
  private static boolean replaceable(Path folder) {
    return Files.isDirectory(folder)
        && (Files.exists(folder.resolve("model.safetensors"))
            || Files.exists(folder.resolve(ANALYSIS))
            || isEmpty(folder));
  }

  private static boolean isEmpty(Path folder) {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  Path partial() {
    return partial;
  }

  /// Makes the partial folder, empty.
  void begin() {
    try {
      if (force) {
        delete(partial);
      }
      Files.createDirectories(partial);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  void write(String name, String text) {
    try {
      Files.writeString(partial.resolve(name), text);
    } catch (IOException e) {
      throw unwritable(partial.resolve(name), e);
    }
  }

  /// The run is whole: it gets its name.
  void finish() {
    try {
      Files.deleteIfExists(partial.resolve(CHECKPOINT));
      if (force) {
        delete(folder);
      }
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /// Removes what was written so far.
  void abandon() {
    try {
      delete(partial);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  static InputException unwritable(Path file, IOException e) {
    return InputException.at(file.toString())
        .says(
            "cannot be written: "
                + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()))
        .remedy("see that the folder may be written to and that the disk has room")
        .cause(e)
        .exception();
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

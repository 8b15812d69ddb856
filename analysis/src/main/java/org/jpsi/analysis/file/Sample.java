package org.jpsi.analysis.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.task.Part;

/// Events that belong together.
///
/// @param className the class of all of them; empty where a label or targets tell
/// @param weight an expression that multiplies the analysis' own
/// @param select an expression besides the analysis' own
/// @param part where all of them go, if that is said
public record Sample(
    Source source, String className, String weight, String select, Optional<Part> part) {
  /// Where events come from.
  public sealed interface Source {}

  /// Files of one format, one after the other.
  ///
  /// @param paths as the analysis file tells them, relative to its folder; `*` and `?` in them
  ///   stand for any letters and for one ({@link SampleFiles})
  /// @param tree in ROOT files; empty where not said: then they hold only one
  public record Files(List<String> paths, String tree) implements Source {
    public Files {
      paths = List.copyOf(paths);
    }
  }

  /// Toy Monte Carlo, drawn from the seed of the analysis.
  ///
  /// @param process the id of a {@link org.jpsi.lab.sim.Process}
  /// @param events how many
  public record Generated(String process, int events) implements Source {
    public static final int EVENTS = 200_000;
  }

  Sample moved(Path from, Path to) {
    return switch (source) {
      case Generated generated -> this;
      case Files files ->
          new Sample(
              new Files(
                  files.paths.stream().map(path -> SampleFiles.moved(path, from, to)).toList(),
                  files.tree),
              className,
              weight,
              select,
              part);
    };
  }
}

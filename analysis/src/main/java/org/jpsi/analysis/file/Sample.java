package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.task.Part;

/// Sample: events with one source, weight and selection.
///
/// @param className the class of all events; empty for an analysis with a label or targets
/// @param weight an expression that multiplies the weight of the analysis
/// @param select a selection in addition to that of the analysis
/// @param normalization to a luminosity; empty where weights are taken as they are
/// @param part of all events; empty where the split decides
public record Sample(
    Source source,
    String className,
    String weight,
    String select,
    Optional<SampleNormalization> normalization,
    Optional<Part> part) {
  /// Source of events.
  public sealed interface Source {}

  /// Files of one format, one after the other.
  ///
  /// @param paths as in the analysis file, relative to its folder; `*` and `?` in them stand for
  ///   any letters and for one ({@link SampleFiles})
  /// @param tree in ROOT files; empty for the only one
  /// @param friends of these files, with other columns of the same events
  public record Files(List<String> paths, String tree, List<SampleFriend> friends)
      implements Source {
    public Files {
      paths = List.copyOf(paths);
      friends = List.copyOf(friends);
    }

    /// Files without friends.
    public Files(List<String> paths, String tree) {
      this(paths, tree, List.of());
    }

    /// The same files by other paths, those of friends too.
    public Files withPaths(UnaryOperator<String> other) {
      return new Files(
          paths.stream().map(other).toList(),
          tree,
          friends.stream().map(friend -> friend.withPaths(other)).toList());
    }
  }

  /// Toy Monte Carlo.
  ///
  /// @param process the id of a {@link org.jpsi.lab.sim.Process}
  /// @param events number of events
  /// @param seed of its random numbers; empty for that of the analysis
  public record Generated(String process, int events, Optional<Long> seed) implements Source {
    public static final int EVENTS = 200_000;
  }

  /// Events that a program gives, which no file says how to find again.
  ///
  /// @param origin where they are from, for people
  public record Given(String origin) implements Source {}

  /// A sample of all events of a source, whose classes the analysis finds itself.
  public static Sample of(Source source) {
    return new Sample(
        source,
        "",
        AnalysisFile.WEIGHT,
        AnalysisFile.ALL_EVENTS,
        Optional.empty(),
        Optional.empty());
  }

  /// The same sample of another source and class.
  public Sample with(Source other, String otherClass) {
    return new Sample(other, otherClass, weight, select, normalization, part);
  }

  /// The name of its process, or of its first file without the extension.
  public String name() {
    return switch (source) {
      case Generated generated -> generated.process();
      case Given given -> given.origin();
      case Files files -> {
        String path = files.paths().getFirst();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String stem = FilePattern.stem(name).replace("*", "").replace("?", "");
        yield stem.isEmpty() ? name : stem;
      }
    };
  }

  /// The names of samples for people, each another one: the class where no other sample has it,
  /// else the first file's name without its ending, or where the events are from.
  public static List<String> names(List<Sample> samples) {
    List<String> names = new ArrayList<>();
    for (Sample sample : samples) {
      boolean alone =
          !sample.className.isEmpty()
              && samples.stream().filter(s -> s.className.equals(sample.className)).count() == 1;
      String name = alone ? sample.className : sample.name();
      String one = name;
      for (int k = 2; names.contains(one); k++) {
        one = name + " " + k;
      }
      names.add(one);
    }
    return List.copyOf(names);
  }

  /// The same sample with other paths of its files.
  Sample withPaths(UnaryOperator<String> other) {
    return source instanceof Files files ? with(files.withPaths(other), className) : this;
  }
}

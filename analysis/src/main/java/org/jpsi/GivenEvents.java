package org.jpsi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.Sample;
import org.jpsi.core.events.EventRecipe;
import org.jpsi.core.events.Events;
import org.jpsi.core.events.SourceReference;
import org.jpsi.core.io.FilePattern;

/// Given events as the sample of an analysis: generated ones and those of files are named, so that
/// the saved run can be trained again as it stands.
final class GivenEvents {
  private static final int MAX_GENERATED = 100_000_000;

  private GivenEvents() {}

  /// @param seed of the analysis
  static Sample sample(Events events, EventRecipe recipe, long seed) {
    List<SourceReference> sources = recipe.sources();
    if (sources.size() == 1
        && sources.getFirst() instanceof SourceReference.Generated generated
        && generated.events() <= MAX_GENERATED) {
      Optional<Long> own =
          generated.seed() == seed ? Optional.empty() : Optional.of(generated.seed());
      return Sample.of(new Sample.Generated(generated.process(), (int) generated.events(), own));
    }
    List<SourceReference.InFile> files =
        sources.stream()
            .filter(SourceReference.InFile.class::isInstance)
            .map(SourceReference.InFile.class::cast)
            .toList();
    boolean oneTree = files.stream().map(SourceReference.InFile::tree).distinct().count() == 1;
    if (!files.isEmpty() && files.size() == sources.size() && oneTree) {
      return Sample.of(
          new Sample.Files(
              files.stream().map(file -> path(file.file())).toList(), files.getFirst().tree()));
    }
    return Sample.of(new Sample.Given(events.origin()));
  }

  // Relative to the working folder, where files are below it.
  private static String path(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = file.toAbsolutePath().normalize();
    return (whole.startsWith(here) ? here.relativize(whole) : whole).toString().replace('\\', '/');
  }

  /// The name of an analysis of these events: the process, or the first file's.
  static String name(Events events, EventRecipe recipe) {
    if (recipe.sources().isEmpty()) {
      return events.origin();
    }
    return switch (recipe.sources().getFirst()) {
      case SourceReference.Generated generated -> generated.process();
      case SourceReference.InFile file ->
          FilePattern.stem(String.valueOf(file.file().getFileName()));
    };
  }
}

package org.jpsi.analysis.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.SuspectedLeak;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.NumberColumn;

/// Suspicion that a feature contains the label or the target, though a few events speak against it.
/// A feature that the analysis names is told at the top of the report; one that `all` chose ends
/// the run, since nobody has said that it is known of the events to be scored.
record LeakSuspicion(AnalysisWithSource source, EventSet events, Warnings warnings) {
  /// @param features in the order of the events' own
  /// @throws InputException where a feature is suspected that is not named
  void check(List<AnalysisFile.Feature> features) {
    AnalysisFile file = source.analysis();
    List<String> named = file.features().named().stream().map(AnalysisFile.Feature::name).toList();
    List<Integer> looked =
        IntStream.range(0, features.size())
            .filter(f -> !file.allowLeak() || !named.contains(features.get(f).name()))
            .boxed()
            .toList();
    List<Optional<String>> reasons = reasons(looked);
    for (int i = 0; i < looked.size(); i++) {
      int f = looked.get(i);
      String name = features.get(f).name();
      Optional<String> why = reasons.get(i);
      if (why.isPresent() && !named.contains(name)) {
        throw InputException.at(source.where("features"))
            .expected("features that do not contain " + what())
            .found(name + ", which nearly does: " + why.get())
            .remedy(
                ("leave it out by `spectators: [NAME]` or, if it is known of the events to be"
                        + " scored, name it: `features: [all, NAME]`")
                    .replace("NAME", features.get(f).expression()))
            .exception();
      }
      why.ifPresent(how ->
          warnings.suspect(
              "SUSPECTED LEAK: feature "
                  + name
                  + " alone nearly is "
                  + what()
                  + " ("
                  + how
                  + "); if it was made of it, no figure here means anything."));
    }
  }

  private List<Optional<String>> reasons(List<Integer> features) {
    String[] reasons = new String[features.size()];
    ThreadPool.standard()
        .parallelFor(
            reasons.length,
            (int i) -> reasons[i] = why(events.features().get(features.get(i))).orElse(""));
    return Arrays.stream(reasons).map(why -> Optional.of(why).filter(w -> !w.isEmpty())).toList();
  }

  private String what() {
    return source.analysis().regression() ? "the target" : "the class";
  }

  private Optional<String> why(NumberColumn feature) {
    if (!source.analysis().regression()) {
      return SuspectedLeak.ofClasses(
          feature, events.classOf(), events.classes().size(), events.weight());
    }
    return events.targets().stream()
        .map(target -> SuspectedLeak.ofTarget(feature, target))
        .flatMap(Optional::stream)
        .findFirst();
  }
}

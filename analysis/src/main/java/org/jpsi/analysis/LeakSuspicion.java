package org.jpsi.analysis;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.SuspectedLeak;
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
    for (int f = 0; f < features.size(); f++) {
      String name = features.get(f).name();
      if (named.contains(name) && file.allowLeak()) {
        continue;
      }
      Optional<String> why = why(events.features().get(f));
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

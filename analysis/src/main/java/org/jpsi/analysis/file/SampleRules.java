package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.lab.sim.Process;

/// What the samples of an analysis tell about its classes.
final class SampleRules {
  private static final String HIGGS = "process == 1 ? 'signal' : 'background'";

  private final List<Sample> samples;
  private final Optional<String> label;
  private final Optional<String> signal;

  /// @param values of the file, for the places in messages
  SampleRules(
      KeyValues<AnalysisFile> values,
      Key<AnalysisFile, List<Sample>> key,
      List<Sample> told,
      Optional<String> label,
      boolean regression) {
    samples = new ArrayList<>(told);
    boolean generated =
        samples.stream()
            .allMatch(s -> s.source() instanceof Sample.Generated && s.className().isEmpty());
    boolean byProcess = generated && label.isEmpty() && !regression;
    boolean higgs = byProcess && onlyHiggs();
    this.label = byProcess ? Optional.of(higgs ? HIGGS : "process") : label;
    this.signal = higgs ? Optional.of("signal") : Optional.empty();
    if (this.label.isPresent() || regression) {
      for (int i = 0; i < samples.size(); i++) {
        refuseClass(samples.get(i), values.where(key, i), regression);
      }
      return;
    }
    nameClasses();
    if (classes().size() < 2) {
      throw InputException.at(values.where(key))
          .expected("two classes or more")
          .found("one, " + classes().getFirst())
          .remedy(
              "add a sample with another `class:`, name the column that tells the class with"
                  + " `label:`, or predict a quantity with `target:`")
          .exception();
    }
  }

  List<Sample> samples() {
    return samples;
  }

  /// The label, which is made of `process` for generated samples.
  Optional<String> label() {
    return label;
  }

  /// What the signal is where the file does not say.
  Optional<String> signal() {
    return signal;
  }

  List<String> classes() {
    return samples.stream().map(Sample::className).filter(c -> !c.isEmpty()).distinct().toList();
  }

  private boolean onlyHiggs() {
    return samples.stream()
        .allMatch(s ->
            s.source() instanceof Sample.Generated g && g.process().equals(Process.HIGGS.id()));
  }

  private static void refuseClass(Sample sample, String where, boolean regression) {
    if (!sample.className().isEmpty()) {
      throw InputException.at(where + ".class")
          .expected(
              regression
                  ? "no class, since `target:` makes this a regression"
                  : "classes told by the samples or by `label:`")
          .found(regression ? sample.className() : "both")
          .remedy("leave one out")
          .exception();
    }
  }

  /// A class that is not told is the tree's name, where those of such samples differ, else that of
  /// the first file without its ending.
  private void nameClasses() {
    List<String> trees =
        samples.stream().filter(s -> s.className().isEmpty()).map(SampleRules::tree).toList();
    boolean byTree = trees.stream().distinct().count() > 1 && !trees.contains("");
    samples.replaceAll(s ->
        s.className().isEmpty()
            ? new Sample(s.source(), byTree ? tree(s) : stem(s), s.weight(), s.select(), s.part())
            : s);
  }

  private static String tree(Sample sample) {
    return sample.source() instanceof Sample.Files files ? files.tree() : "";
  }

  private static String stem(Sample sample) {
    return switch (sample.source()) {
      case Sample.Generated generated -> generated.process();
      case Sample.Files files -> {
        String path = files.paths().getFirst();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String stem = name.replaceFirst("(?<=.)\\.[^.]*$", "").replaceAll("[*?]+", "");
        yield stem.isEmpty() ? name : stem;
      }
    };
  }
}

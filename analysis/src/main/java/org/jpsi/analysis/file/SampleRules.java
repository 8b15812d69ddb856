package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.lab.sim.Process;

/// Rules between samples: their classes, and label and signal where the file leaves them to the
/// samples.
final class SampleRules {
  private static final String HIGGS = "process == 1 ? 'signal' : 'background'";

  private final List<Sample> samples;
  private final Optional<String> label;
  private final Optional<String> signal;

  /// @param values of the file, for locations in messages
  SampleRules(
      KeyValues<AnalysisFile> values,
      Key<AnalysisFile, List<Sample>> key,
      List<Sample> given,
      Optional<String> label,
      boolean regression) {
    samples = new ArrayList<>(given);
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
              "add a sample with another `class:`, name the column with the class by"
                  + " `label:`, or predict a quantity with `target:`; `jpsi init FILE` looks at its"
                  + " columns and drafts an analysis")
          .exception();
    }
  }

  List<Sample> samples() {
    return samples;
  }

  /// The label; for generated samples, it is computed from `process`.
  Optional<String> label() {
    return label;
  }

  /// The default of the signal.
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
                  : "classes from the samples or from `label:`")
          .found(regression ? sample.className() : "both")
          .remedy("leave one of them out")
          .exception();
    }
  }

  /// The default class is the name of the tree, where those of such samples differ, else that of
  /// the first file without its extension.
  private void nameClasses() {
    List<String> trees =
        samples.stream().filter(s -> s.className().isEmpty()).map(SampleRules::tree).toList();
    boolean byTree = trees.stream().distinct().count() > 1 && !trees.contains("");
    samples.replaceAll(
        s -> s.className().isEmpty() ? s.with(s.source(), byTree ? tree(s) : s.name()) : s);
  }

  private static String tree(Sample sample) {
    return sample.source() instanceof Sample.Files files ? files.tree() : "";
  }

  /// Requires that all samples are normalized to a luminosity, or none is.
  ///
  /// @param luminosity of the analysis
  void requireNormalized(
      Optional<Luminosity> luminosity,
      KeyValues<AnalysisFile> values,
      Key<AnalysisFile, List<Sample>> key) {
    List<Boolean> normalized = samples.stream().map(s -> s.normalization().isPresent()).toList();
    if (!normalized.contains(true) && luminosity.isEmpty()) {
      return;
    }
    if (normalized.contains(false)) {
      throw InputException.at(values.where(key, normalized.indexOf(false)))
          .expected(
              "`xsec:` and `sumw:` of every sample, as "
                  + (luminosity.isPresent() ? "`luminosity:` needs them" : "of others"))
          .found("a sample without")
          .remedy(
              "say its cross section and sum of weights, or normalize none and write factors into"
                  + " `weight:`")
          .exception();
    }
    if (luminosity.isEmpty()) {
      throw InputException.at(values.where(key, 0))
          .expected("`luminosity:` of the analysis beside `xsec:` of its samples")
          .found("none")
          .remedy("say it with its unit, as in `luminosity: 139 /fb`")
          .exception();
    }
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i).part().isPresent()) {
        throw InputException.at(values.where(key, i))
            .expected(
                "no `part:` beside `luminosity:`: each sample has the whole yield of its process")
            .found("`part: " + samples.get(i).part().get().id() + "`")
            .remedy("name all files of the process in one sample, whose events `split` deals out")
            .exception();
      }
    }
  }
}

package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.Part;
import org.jpsi.lab.sim.Process;

/// The samples and what they tell about the classes.
final class SampleBinder {
  private static final int MOST_GENERATED = 100_000_000;
  private static final String HIGGS = "process == 1 ? 'signal' : 'background'";

  private final List<Sample> samples = new ArrayList<>();
  private final Optional<String> label;
  private final Optional<String> signal;

  SampleBinder(Value value, Optional<String> label, boolean regression) {
    String expected = "a list of samples, each with `files:`";
    List<Value> items = value.list(expected);
    if (items.isEmpty()) {
      throw value.wrong(expected);
    }
    items.forEach(item -> samples.add(sample(item)));
    boolean generated =
        samples.stream()
            .allMatch(s -> s.source() instanceof Sample.Generated && s.className().isEmpty());
    boolean byProcess = generated && label.isEmpty() && !regression;
    boolean higgs = byProcess && onlyHiggs();
    this.label = byProcess ? Optional.of(higgs ? HIGGS : "process") : label;
    this.signal = higgs ? Optional.of("signal") : Optional.empty();
    if (this.label.isPresent() || regression) {
      refuseClasses(items, regression);
    } else {
      nameClasses();
      if (classes().size() < 2) {
        throw InputException.at(value.where())
            .expected("two classes or more")
            .found("one, " + classes().getFirst())
            .remedy(
                "add a sample with another `class:`, name the column that tells the class with"
                    + " `label:`, or predict a quantity with `target:`")
            .exception();
      }
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

  private static Sample sample(Value value) {
    if (value.isText()) {
      return new Sample(
          new Sample.Files(List.of(value.text("a file")), ""),
          "",
          AnalysisFile.WEIGHT,
          AnalysisFile.ALL_EVENTS,
          Optional.empty());
    }
    Value.Keys keys =
        value.keys("files", "tree", "generate", "events", "class", "weight", "select", "part");
    return new Sample(
        source(keys),
        keys.find("class").map(v -> v.className("the name of a class")).orElse(""),
        keys.find("weight").map(Value::expression).orElse(AnalysisFile.WEIGHT),
        keys.find("select").map(Value::expression).orElse(AnalysisFile.ALL_EVENTS),
        keys.find("part").map(SampleBinder::part));
  }

  private static Part part(Value value) {
    List<String> ids = Arrays.stream(Part.values()).map(Part::id).toList();
    return Part.values()[ids.indexOf(value.oneOf("a part", ids))];
  }

  private static Sample.Source source(Value.Keys keys) {
    Optional<Value> files = keys.find("files");
    Optional<Value> process = keys.find("generate");
    if (files.isPresent() == process.isPresent()) {
      throw InputException.at(keys.whole().where())
          .expected("`files:` or `generate:`")
          .found(files.isPresent() ? "both" : "none")
          .exception();
    }
    if (process.isPresent()) {
      refuse(keys, "tree", "files", "generated events have none");
      return new Sample.Generated(
          process.get().oneOf("a process", Process.ids()),
          keys.find("events").map(v -> v.whole(1, MOST_GENERATED)).orElse(Sample.Generated.EVENTS));
    }
    refuse(keys, "events", "generate", "of files all events are read; choose some with `select:`");
    return new Sample.Files(
        files.orElseThrow().oneOrMore("a file, or a list of files").stream()
            .map(v -> v.text("a file"))
            .toList(),
        keys.find("tree").map(v -> v.text("the name of a tree")).orElse(""));
  }

  private static void refuse(Value.Keys keys, String key, String goesWith, String why) {
    keys.find(key)
        .ifPresent(value -> {
          throw InputException.at(value.where())
              .expected("`" + key + ":` only with `" + goesWith + ":`")
              .found("it without")
              .remedy(why)
              .exception();
        });
  }

  private void refuseClasses(List<Value> items, boolean regression) {
    for (int i = 0; i < samples.size(); i++) {
      if (!samples.get(i).className().isEmpty()) {
        throw InputException.at(items.get(i).where() + ".class")
            .expected(
                regression
                    ? "no class, since `target:` makes this a regression"
                    : "classes told by the samples or by `label:`")
            .found(regression ? samples.get(i).className() : "both")
            .remedy("leave one out")
            .exception();
      }
    }
  }

  /// A class that is not told is the tree's name, where those of such samples differ, else that of
  /// the first file without its ending.
  private void nameClasses() {
    List<String> trees =
        samples.stream().filter(s -> s.className().isEmpty()).map(SampleBinder::tree).toList();
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

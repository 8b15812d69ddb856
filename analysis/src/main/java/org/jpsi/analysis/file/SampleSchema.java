package org.jpsi.analysis.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.task.Part;
import org.jpsi.lab.sim.Process;

/// Schema of a sample.
final class SampleSchema {
  private static final int MAX_GENERATED = 100_000_000;

  private static final FilesSchema<Sample> EVENT_FILES = new FilesSchema<>(SampleSchema::files);

  private static final Key<Sample, List<String>> FILES =
      EVENT_FILES.files(
          new Default.Absent<>("`generate` instead"),
          "A file of events or a list of them, with `*` and `?`, `~` and `$HOME`, also"
              + " `file.root:tree`; relative to the analysis file.");

  private static final Key<Sample, String> TREE =
      EVENT_FILES.tree("The tree of a ROOT file; required where it has several.");

  private static final Key<Sample, List<SampleFriend>> FRIENDS =
      FriendSchema.key(SampleSchema::files);

  private static final Key<Sample, String> GENERATE =
      Key.withDefault(
          "generate",
          new WordType<>(
              "a process",
              Arrays.stream(Process.values())
                  .map(process -> new WordType.Word<>(process.id(), process.id(), meaning(process)))
                  .toList()),
          new Default.Absent<>("`files` instead"),
          sample -> generated(sample).map(Sample.Generated::process),
          "A process of `jpsi generate`.");

  private static final Key<Sample, Long> EVENTS =
      Key.withDefault(
          "events",
          new IntegerType(1, MAX_GENERATED),
          new Default.ByTask<>(
              task -> Optional.of((long) Sample.Generated.EVENTS),
              "`" + Sample.Generated.EVENTS + "` with `generate`"),
          sample -> generated(sample).map(generated -> (long) generated.events()),
          "The number of generated events.");

  private static final Key<Sample, Long> SEED =
      Key.withDefault(
          "seed",
          IntegerType.ANY,
          new Default.Absent<>("that of the analysis"),
          sample -> generated(sample).flatMap(Sample.Generated::seed),
          "The seed of generated events.");

  private static final Key<Sample, String> GIVEN =
      Key.withDefault(
          "given",
          TextType.of("a name"),
          new Default.Absent<>(""),
          sample ->
              sample.source() instanceof Sample.Given given
                  ? Optional.of(given.origin())
                  : Optional.empty(),
          "Written by a run on events that a program gave, with where they were from: such a file"
              + " tells what was done, and cannot be trained again.");

  private static final Key<Sample, String> CLASS =
      Key.withDefault(
          "class",
          TextType.CLASS,
          new Default.Absent<>("the name of the tree where those differ, else of the file"),
          sample -> Optional.of(sample.className()).filter(name -> !name.isEmpty()),
          "The class of all its events; not with `label` or `target`.");

  private static final Key<Sample, String> WEIGHT =
      Key.of(
          "weight",
          TextType.EXPRESSION,
          AnalysisFile.WEIGHT,
          Sample::weight,
          "The weight of this sample, which multiplies the analysis's own `weight`.");

  private static final Key<Sample, String> SELECT =
      Key.of(
          "select",
          TextType.EXPRESSION,
          AnalysisFile.ALL_EVENTS,
          Sample::select,
          "The selection of this sample, in addition to the analysis's own `select`.");

  private static final Key<Sample, Part> PART =
      Key.withDefault(
          "part",
          new WordType<>(
              "a part",
              List.of(
                  part(Part.TRAIN, "For training."),
                  part(
                      Part.VALIDATION,
                      "For early stopping of one network or of trees; of several members, for"
                          + " comparisons alone."),
                  part(Part.TEST, "For the evaluation of the final model."))),
          new Default.Absent<>("drawn by `split`"),
          Sample::part,
          "The part of all its events; `split` fills the others.");

  static final ValueType<Sample> SAMPLE =
      new ShorthandType<>(
          TextType.of("a file"),
          SampleSchema::file,
          sample -> Optional.empty(),
          new ObjectType<>(
              List.of(
                  FILES,
                  TREE,
                  FRIENDS,
                  GENERATE,
                  EVENTS,
                  SEED,
                  GIVEN,
                  CLASS,
                  WEIGHT,
                  SELECT,
                  SampleNormalization.XSEC,
                  SampleNormalization.K_FACTOR,
                  SampleNormalization.FILTER_EFFICIENCY,
                  SampleNormalization.SUMW,
                  PART),
              List.of(),
              SampleSchema::sample));

  private SampleSchema() {}

  private static WordType.Word<Part> part(Part part, String meaning) {
    return new WordType.Word<>(part.id(), part, meaning);
  }

  private static String meaning(Process process) {
    return switch (process) {
      case HIGGS -> "H0 -> W W b b against top pairs.";
      case DIMUON -> "Muon pairs.";
      case DIJET -> "A resonance among jet pairs.";
    };
  }

  private static Optional<Sample.Files> files(Sample sample) {
    return sample.source() instanceof Sample.Files files ? Optional.of(files) : Optional.empty();
  }

  private static Optional<Sample.Generated> generated(Sample sample) {
    return sample.source() instanceof Sample.Generated generated
        ? Optional.of(generated)
        : Optional.empty();
  }

  private static Sample file(String path) {
    return Sample.of(new Sample.Files(List.of(path), ""));
  }

  private static Sample sample(KeyValues<Sample> values) {
    return new Sample(
        source(values),
        values.find(CLASS).orElse(""),
        values.get(WEIGHT),
        values.get(SELECT),
        SampleNormalization.of(values),
        values.find(PART));
  }

  private static Sample.Source source(KeyValues<Sample> values) {
    if (values.isSet(GIVEN)) {
      throw InputException.at(values.where(GIVEN))
          .expected("`files:` or `generate:`")
          .found("events that were in the memory of a program")
          .remedy("train in that program again, or write its events to a file")
          .exception();
    }
    boolean files = values.isSet(FILES);
    if (files == values.isSet(GENERATE)) {
      throw InputException.at(values.where())
          .expected("`files:` or `generate:`")
          .found(files ? "both" : "none")
          .exception();
    }
    if (files) {
      refuse(values, EVENTS, GENERATE, "all events of files are read; choose some with `select:`");
      refuse(values, SEED, GENERATE, "events of files are what they are");
      return new Sample.Files(
          values.get(FILES), values.find(TREE).orElse(""), values.find(FRIENDS).orElse(List.of()));
    }
    refuse(values, FRIENDS, FILES, "generated events have none");
    refuse(values, TREE, FILES, "generated events have none");
    return new Sample.Generated(
        values.get(GENERATE), Math.toIntExact(values.get(EVENTS)), values.find(SEED));
  }

  private static void refuse(
      KeyValues<Sample> values, Key<Sample, ?> key, Key<Sample, ?> goesWith, String why) {
    if (values.isSet(key)) {
      throw InputException.at(values.where(key))
          .expected("`" + key.name() + ":` only with `" + goesWith.name() + ":`")
          .found("it without")
          .remedy(why)
          .exception();
    }
  }
}

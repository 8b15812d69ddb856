package org.jpsi.analysis.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jpsi.analysis.file.ValueType.MapType;
import org.jpsi.core.errors.InputException;

/// Schema of the key `variations`, and its rules with other keys.
final class VariationSchema {
  /// Factors on the weight, up and down.
  private record Factors(Optional<String> up, Optional<String> down) {}

  private static final MapType<String> COLUMNS =
      new MapType<>(
          "expressions by column, as in {Jet_pt: Jet_pt * 1.02}",
          TextType.EXPRESSION,
          "the name of a column",
          name -> !name.isBlank(),
          ".");

  private static final Key<Variation, Map<String, String>> UP =
      columns(
          "up",
          Variation::up,
          "Columns computed anew before selection and features, each from the columns as they"
              + " are.");
  private static final Key<Variation, Map<String, String>> DOWN =
      columns("down", Variation::down, "The same in the other direction.");

  private static final Key<Factors, String> FACTOR_UP =
      factor("up", Factors::up, "A factor on the weight: `pdf_up / pdf`.");
  private static final Key<Factors, String> FACTOR_DOWN =
      factor("down", Factors::down, "The same in the other direction.");

  private static final Key<Variation, Factors> WEIGHT =
      Key.withDefault(
          "weight",
          new ObjectType<>(
              List.of(FACTOR_UP, FACTOR_DOWN),
              List.of(),
              values -> new Factors(values.find(FACTOR_UP), values.find(FACTOR_DOWN))),
          new Default.Absent<>("as it is"),
          variation ->
              Optional.of(new Factors(variation.weightUp(), variation.weightDown()))
                  .filter(f -> f.up().isPresent() || f.down().isPresent()),
          "Factors that multiply the weight of an event. To take one factor of the weight in the"
              + " place of another, vary its column.");

  private static final FilesSchema<Variation> EVENT_FILES = new FilesSchema<>(Variation::files);

  private static final Key<Variation, List<String>> FILES =
      EVENT_FILES.files(
          new Default.Absent<>("those of the samples"),
          "Files with the events of one sample as another generator, tune or detector makes them."
              + " They need `split.by` or `folds.by`, by which they are in the part or the fold of"
              + " the nominal event.");

  private static final Key<Variation, String> TREE = EVENT_FILES.tree("The tree of `files`.");

  private static final Key<Variation, String> CLASS =
      Key.withDefault(
          "class",
          TextType.CLASS,
          new Default.Absent<>("all"),
          Variation::className,
          "The class of the samples that are varied; with `files`, of the one that they take the"
              + " place of.");

  static final MapType<Variation> VARIATIONS =
      new MapType<>(
          "variations by name, as in {jes: {up: {Jet_pt: Jet_pt * 1.02}}}",
          new ObjectType<>(
              List.of(UP, DOWN, WEIGHT, FILES, TREE, CLASS), List.of(), VariationSchema::variation),
          "the name of a variation of letters, digits, _, - and .",
          VariationSchema::isName,
          "^[A-Za-z0-9_.-]{1,100}$");

  private VariationSchema() {}

  private static Key<Variation, Map<String, String>> columns(
      String name, Function<Variation, Map<String, String>> get, String meaning) {
    return Key.withDefault(
        name,
        COLUMNS,
        new Default.Absent<>("as they are"),
        variation -> Optional.of(get.apply(variation)).filter(columns -> !columns.isEmpty()),
        meaning);
  }

  private static Key<Factors, String> factor(
      String name, Function<Factors, Optional<String>> get, String meaning) {
    return Key.withDefault(name, TextType.EXPRESSION, new Default.Absent<>("1"), get, meaning);
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 100
        && name.chars()
            .allMatch(c ->
                c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '_'
                    || c == '-'
                    || c == '.');
  }

  private static Variation variation(KeyValues<Variation> values) {
    Map<String, String> up = values.find(UP).orElse(Map.of());
    Map<String, String> down = values.find(DOWN).orElse(Map.of());
    Optional<Factors> weight = values.find(WEIGHT);
    Optional<List<String>> files = values.find(FILES);
    Optional<String> tree = values.find(TREE);
    boolean events = !up.isEmpty() || !down.isEmpty() || weight.isPresent();
    if (events == files.isPresent()) {
      throw InputException.at(values.where())
          .expected("columns in `up:` and `down:` or `weight:`, or `files:`")
          .found(events ? "both" : "nothing that varies")
          .exception();
    }
    if (tree.isPresent() && files.isEmpty()) {
      throw InputException.at(values.where(TREE))
          .expected("`tree:` only with `files:`")
          .found("it without")
          .exception();
    }
    return new Variation(
        up,
        down,
        weight.flatMap(Factors::up),
        weight.flatMap(Factors::down),
        files.map(paths -> new Sample.Files(paths, tree.orElse(""))),
        values.find(CLASS));
  }

  /// Refuses variations that do not fit the analysis.
  ///
  /// @param locations of keys, for messages
  static void require(AnalysisFile analysis, Map<String, String> locations) {
    new LinkedHashMap<>(analysis.variations())
        .forEach((name, variation) -> {
          String path = "variations." + name;
          String where = (locations.getOrDefault(path, "") + " " + path).strip();
          List<String> classes = analysis.classes();
          if (variation.className().isPresent() && !classes.contains(variation.className().get())) {
            throw InputException.at(where + ".class")
                .expected(
                    analysis.regression()
                        ? "no class, for a regression, with `target:`, has none"
                        : classes.isEmpty()
                            ? "no class, for `label:` says which events are of which"
                            : "one of the classes " + String.join(", ", classes))
                .found(variation.className().get())
                .nearest(variation.className().get(), classes)
                .exception();
          }
          if (variation.files().isPresent()) {
            requireMatch(analysis, variation, where);
          }
        });
  }

  private static void requireMatch(AnalysisFile analysis, Variation variation, String where) {
    if (!analysis.keepsTogether()) {
      boolean folds = analysis.folds().isPresent();
      throw InputException.at(where + ".files")
          .expected(
              folds
                  ? "`by:` in `folds`, by which an event is in the fold of its nominal twin"
                  : "`split: {by: ...}`, by which an event is in the part of its nominal twin")
          .found("none")
          .remedy("divide by a number of the event that both files have, as `by: eventNumber`")
          .exception();
    }
    Variation.Shift shift = variation.shifts("").getFirst();
    long samples = analysis.samples().stream().filter(shift::affects).count();
    if (samples != 1) {
      throw InputException.at(where + ".files")
          .expected("files in the place of one sample's")
          .found(samples + " samples")
          .remedy("say by `class:` whose place they take, of a class with one sample")
          .exception();
    }
    boolean counted =
        analysis.samples().stream()
            .filter(shift::affects)
            .flatMap(sample -> sample.normalization().stream())
            .anyMatch(of -> of.sumw() instanceof SampleNormalization.SumOfWeights.Given);
    if (counted) {
      throw InputException.at(where + ".files")
          .expected("`sumw:` of the sample as a branch, which the files have too")
          .found("a number, which is that of the sample's own files")
          .exception();
    }
  }
}

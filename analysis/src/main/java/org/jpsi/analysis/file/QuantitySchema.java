package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jpsi.analysis.file.AnalysisFile.Feature;
import org.jpsi.analysis.file.ValueType.ConvertedType;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;

/// Schema of features and targets: an expression, or its name, expression and unit.
final class QuantitySchema {
  private static final String FEATURES_EXPECTED = "`all`, or a list of expressions";
  private static final String ALL = "all";

  private static final Key<Feature, String> NAME =
      Key.withDefault(
          "name",
          TextType.of("a name"),
          new Default.Absent<>("the expression; of a column alone, the column"),
          feature -> Optional.of(feature.name()),
          "The name in the model, in scores and plots.");

  private static final Key<Feature, String> IS =
      Key.withDefault(
          "is",
          TextType.EXPRESSION,
          new Default.Absent<>("the column of this name"),
          feature -> Optional.of(feature.expression()),
          "The expression over columns.");

  private static final Key<Feature, String> UNIT =
      Key.withDefault(
          "unit",
          TextType.of("a unit, as in GeV"),
          new Default.Absent<>("that of the column, if it is one"),
          feature -> Optional.of(feature.unit()).filter(unit -> !unit.isEmpty()),
          "The unit, as in `GeV`; `1` is a dimensionless number.");

  private static final ObjectType<Feature> LONG =
      new ObjectType<>(List.of(NAME, IS, UNIT), List.of(), QuantitySchema::quantity);

  static final ValueType<List<Feature>> TARGETS =
      new ListType<>(
          "an expression, or a list of them",
          new ShorthandType<>(
              TextType.EXPRESSION, QuantitySchema::quantity, feature -> Optional.empty(), LONG),
          false,
          ListType.Single.READ);

  // An empty item is `all`.
  private static final ValueType<Optional<Feature>> ITEM =
      new ShorthandType<>(
          TextType.of(
              "an expression, or `all`",
              value -> value.text("an expression").equals(ALL) ? ALL : value.expression()),
          text -> text.equals(ALL) ? Optional.empty() : Optional.of(quantity(text)),
          item -> item.isPresent() ? Optional.empty() : Optional.of(ALL),
          new ConvertedType<>(LONG, Optional::of, Optional::orElseThrow));

  static final ValueType<FeatureChoice> FEATURES =
      new ShorthandType<>(
          TextType.word(ALL, FEATURES_EXPECTED),
          all -> FeatureChoice.ALL,
          features -> features.equals(FeatureChoice.ALL) ? Optional.of(ALL) : Optional.empty(),
          new ConvertedType<>(
              new ListType<>(FEATURES_EXPECTED, ITEM, false, ListType.Single.NO),
              items ->
                  new FeatureChoice(
                      items.contains(Optional.<Feature>empty()),
                      items.stream()
                          .flatMap(Optional::stream)
                          .flatMap(QuantitySchema::firstItems)
                          .toList()),
              QuantitySchema::items));

  private QuantitySchema() {}

  private static List<Optional<Feature>> items(FeatureChoice features) {
    List<Optional<Feature>> items = new ArrayList<>();
    if (features.all()) {
      items.add(Optional.empty());
    }
    features.named().forEach(feature -> items.add(Optional.of(feature)));
    return items;
  }

  /// The features that `first(x, n, pad)` stands for, else the feature itself.
  private static Stream<Feature> firstItems(Feature feature) {
    List<Expression> items = Expression.parse("features", feature.expression()).firstItems();
    if (items.isEmpty()) {
      return Stream.of(feature);
    }
    String name =
        feature.name().equals(feature.expression().strip())
            ? items.getFirst().columnNames().getFirst()
            : feature.name();
    return IntStream.range(0, items.size())
        .mapToObj(k -> new Feature(name + "_" + k, items.get(k).text(), feature.unit()));
  }

  private static Feature quantity(String text) {
    return new Feature(name(text), text, "");
  }

  private static Feature quantity(KeyValues<Feature> values) {
    Optional<String> name = values.find(NAME).map(String::strip);
    Optional<String> is = values.find(IS);
    Optional<String> unit = values.find(UNIT);
    if (name.isEmpty() && is.isEmpty()) {
      throw values.wrong("the keys name and is");
    }
    String formula = is.orElseGet(() -> Expression.quoted(name.orElseThrow()));
    return new Feature(name.orElseGet(() -> name(formula)), formula, unit.orElse(""));
  }

  /// The name of a quantity that was given none.
  static String name(String formula) {
    return Expression.parse(formula).plainColumn().orElse(formula.strip());
  }

  static void requireDistinctNames(List<Feature> quantities, String where) {
    Set<String> names = new HashSet<>();
    for (Feature quantity : quantities) {
      if (!names.add(quantity.name())) {
        throw InputException.at(where)
            .expected("different names")
            .found(quantity.name() + " twice")
            .remedy("give one of them another name: {name: ..., is: ...}")
            .exception();
      }
    }
  }
}

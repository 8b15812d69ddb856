package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Numeral;

/// Normalization of a sample of simulated events to the yield that is expected in data.
///
/// @param xsec cross section of its process
/// @param kFactor ratio of the cross section at a higher order to `xsec`
/// @param filterEfficiency fraction of the events that the generator's filter kept
/// @param sumw sum of the weights of all events that were generated, before any selection
public record SampleNormalization(
    CrossSection xsec, double kFactor, double filterEfficiency, SumOfWeights sumw) {
  static final Key<Sample, CrossSection> XSEC =
      Key.withDefault(
          "xsec",
          CrossSection.TYPE,
          new Default.Absent<>("no normalization"),
          sample -> sample.normalization().map(SampleNormalization::xsec),
          "The cross section of its process, `0.83 pb`; with `sumw`, and `luminosity` of the"
              + " analysis.");

  static final Key<Sample, Double> K_FACTOR =
      Key.withDefault(
          "kFactor",
          NumberType.POSITIVE,
          new Default.Absent<>("`1`"),
          sample -> sample.normalization().map(SampleNormalization::kFactor),
          "A factor on the cross section, such as its ratio at a higher order.");

  static final Key<Sample, Double> FILTER_EFFICIENCY =
      Key.withDefault(
          "filterEfficiency",
          NumberType.ABOVE_ZERO_TO_ONE,
          new Default.Absent<>("`1`"),
          sample -> sample.normalization().map(SampleNormalization::filterEfficiency),
          "The fraction of the events that the generator's filter kept.");

  static final Key<Sample, SumOfWeights> SUMW =
      Key.withDefault(
          "sumw",
          SumOfWeights.TYPE,
          new Default.Absent<>("no normalization"),
          sample -> sample.normalization().map(SampleNormalization::sumw),
          "The sum of the generator's weights of all its events, before any selection or skim: a"
              + " number; a branch, which is summed over all events of all files; or a branch of"
              + " another tree of the files, `{tree: Runs, branch: genEventSumw}`.");

  static final List<Key<Sample, ?>> KEYS = List.of(XSEC, K_FACTOR, FILTER_EFFICIENCY, SUMW);

  /// The sum of weights of a sample.
  public sealed interface SumOfWeights {
    ShorthandType<String, SumOfWeights> TYPE =
        new ShorthandType<>(
            TextType.of("a number above 0, or the name of a branch", SumOfWeights::checked),
            text ->
                Numeral.isDecimal(text)
                    ? new Given(Double.parseDouble(text))
                    : new Branch("", text),
            sum ->
                switch (sum) {
                  case Given given -> Optional.of(YamlText.number(given.value()));
                  case Branch branch ->
                      Optional.of(branch.name()).filter(_ -> branch.tree().isEmpty());
                },
            Branch.TYPE);

    private static String checked(ConfigValue value) {
      String expected = "a number above 0, or the name of a branch";
      String text = value.text(expected);
      if (Numeral.isDecimal(text)) {
        double number = Double.parseDouble(text);
        if (!(number > 0 && number <= Double.MAX_VALUE)) {
          throw value.wrong(expected);
        }
      }
      return text;
    }

    /// A number.
    record Given(double value) implements SumOfWeights {}

    /// The sum of a branch over all entries of all files.
    ///
    /// @param tree of the files; empty for that of the sample
    record Branch(String tree, String name) implements SumOfWeights {
      private static final Key<SumOfWeights, String> TREE =
          Key.withDefault(
              "tree",
              TextType.of("the name of a tree"),
              new Default.Absent<>("that of the sample"),
              sum -> Optional.of(((Branch) sum).tree()).filter(tree -> !tree.isEmpty()),
              "A tree of the sample's files, such as `Runs`.");
      private static final Key<SumOfWeights, String> BRANCH =
          Key.withDefault(
              "branch",
              TextType.of("the name of a branch"),
              new Default.Required<>(),
              sum -> Optional.of(((Branch) sum).name()),
              "The branch whose values are added up.");

      private static final ObjectType<SumOfWeights> TYPE =
          new ObjectType<>(List.of(TREE, BRANCH), List.of(), Branch::of);

      private static SumOfWeights of(KeyValues<SumOfWeights> values) {
        String branch =
            values
                .find(BRANCH)
                .orElseThrow(() -> values.wrong("the keys branch and, where it is another, tree"));
        return new Branch(values.find(TREE).orElse(""), branch);
      }
    }
  }

  /// The normalization of a sample; empty where it has none.
  ///
  /// @throws InputException where it has a part of it
  static Optional<SampleNormalization> of(KeyValues<Sample> values) {
    Optional<CrossSection> xsec = values.find(XSEC);
    Optional<SumOfWeights> sumw = values.find(SUMW);
    double kFactor = values.find(K_FACTOR).orElse(1.0);
    double efficiency = values.find(FILTER_EFFICIENCY).orElse(1.0);
    if (xsec.isEmpty()) {
      for (Key<Sample, ?> key : KEYS) {
        if (values.isSet(key)) {
          throw InputException.at(values.where(key))
              .expected("`xsec:` beside `" + key.name() + ":`")
              .found("none")
              .remedy("say the cross section with its unit, as in `xsec: 0.83 pb`")
              .exception();
        }
      }
      return Optional.empty();
    }
    if (sumw.isEmpty()) {
      throw InputException.at(values.where(XSEC))
          .expected("`sumw:` beside `xsec:`, the sum of the generator's weights of all events")
          .found("none")
          .remedy(
              "say the number, the branch of these weights, or `sumw: {tree: Runs, branch:"
                  + " genEventSumw}`")
          .exception();
    }
    return Optional.of(new SampleNormalization(xsec.get(), kFactor, efficiency, sumw.get()));
  }

  /// The factor on an event's weight: `xsec * kFactor * filterEfficiency * luminosity / sumw`.
  ///
  /// @param sum of weights
  public double factor(Luminosity luminosity, double sum) {
    return luminosity.events(xsec) * kFactor * filterEfficiency / sum;
  }
}

package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.ConvertedType;

/// Integrated luminosity of the data that simulated events stand for.
///
/// @param value above 0
/// @param per the unit whose inverse is that of the value
public record Luminosity(double value, BarnUnit per) {
  private static final String EXPECTED = "a luminosity with its unit, as in `139 /fb`";

  static final ConvertedType<String, Luminosity> TYPE =
      new ConvertedType<>(
          TextType.of(EXPECTED, value -> of(UnitText.of(value, EXPECTED)).toString()),
          text -> of(UnitText.written(text)),
          Luminosity::toString);

  static final Key<AnalysisFile, Luminosity> LUMINOSITY =
      Key.withDefault(
          "luminosity",
          TYPE,
          new Default.Absent<>("weights are not normalized"),
          AnalysisFile::luminosity,
          "The integrated luminosity, `139 /fb`, also `139 fb^-1`; with `xsec` and `sumw` of every"
              + " sample. An event then weighs w * xsec * kFactor * filterEfficiency * luminosity /"
              + " sumw, with its `weight` w: weights are `yields`.");

  private static Luminosity of(UnitText text) {
    return new Luminosity(text.number(), unit(text));
  }

  /// The unit of `/fb`, `1/fb`, `fb^-1`, `fb-1`, `fb**-1` or `ifb`.
  private static BarnUnit unit(UnitText text) {
    String inverse = text.unit();
    String unit = inverse;
    boolean inverted = false;
    for (String before : List.of("/", "i")) {
      if (!inverted && inverse.startsWith(before)) {
        unit = inverse.substring(before.length()).strip();
        inverted = true;
      }
    }
    for (String after : List.of("^-1", "**-1", "-1")) {
      if (!inverted && inverse.endsWith(after)) {
        unit = inverse.substring(0, inverse.length() - after.length()).strip();
        inverted = true;
      }
    }
    Optional<BarnUnit> found = inverted ? BarnUnit.of(unit) : Optional.empty();
    return found.orElseThrow(() ->
        text.wrongUnit(
            BarnUnit.symbols().stream().map(symbol -> "/" + symbol).toList(),
            inverse.startsWith("/") ? inverse : "/" + inverse));
  }

  /// The number of events of a cross section of 1: `xsec * luminosity`, rounded but for units no
  /// more than this product is.
  double events(CrossSection xsec) {
    int exponent = xsec.unit().exponent - per.exponent;
    double ten = 1;
    for (int i = 0; i < Math.abs(exponent); i++) {
      ten *= 10;
    }
    double product = xsec.value() * value;
    return exponent >= 0 ? product * ten : product / ten;
  }

  /// As a file has it.
  @Override
  public String toString() {
    return YamlText.number(value) + " /" + per.symbol;
  }
}

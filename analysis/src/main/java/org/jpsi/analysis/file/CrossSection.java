package org.jpsi.analysis.file;

import org.jpsi.analysis.file.ValueType.ConvertedType;

/// Cross section of a process.
///
/// @param value above 0
/// @param unit of the value
public record CrossSection(double value, BarnUnit unit) {
  private static final String EXPECTED = "a cross section with its unit, as in `0.83 pb`";

  static final ConvertedType<String, CrossSection> TYPE =
      new ConvertedType<>(
          TextType.of(EXPECTED, value -> of(UnitText.of(value, EXPECTED)).toString()),
          text -> of(UnitText.written(text)),
          CrossSection::toString);

  private static CrossSection of(UnitText text) {
    return new CrossSection(
        text.number(),
        BarnUnit.of(text.unit()).orElseThrow(() -> text.wrongUnit(BarnUnit.symbols())));
  }

  /// As a file has it.
  @Override
  public String toString() {
    return YamlText.number(value) + " " + unit.symbol;
  }
}

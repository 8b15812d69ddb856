package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormattingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "-0.0 | 0",
        "5 | 5",
        "-5 | -5",
        "0.05 | 0.05",
        "0.00012 | 0.0001",
        "0.0001 | 0.0001",
        "0.000099 | 9.90e-05",
        "-0.00001 | -1.00e-05",
        "0.12345 | 0.1235",
        "1.23456 | 1.235",
        "9.9999 | 10",
        "12.3456 | 12.35",
        "99.999 | 100",
        "123.456 | 123.5",
        "999.96 | 1000",
        "1000 | 1,000",
        "-1234.5 | -1,235",
        "999999.4 | 999,999",
        "1000000 | 1.00e+06",
        "1.2345e9 | 1.23e+09",
        "1e-300 | 1.00e-300",
        "-1e300 | -1.00e+300",
        "NaN | –",
        "Infinity | –",
        "-Infinity | –"
      })
  void aNumberHasFourDigitsAtMostAndNoZerosInVain(double value, String text) {
    assertThat(Formatting.brief(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.81234 | 0.0031 | 0.8123 ± 0.0031",
        "0.81234 | 0.031 | 0.812 ± 0.031",
        "125.34 | 1.7 | 125.3 ± 1.7",
        "125.34 | 17 | 125 ± 17",
        "12534 | 170 | 12534 ± 170",
        "1 | 0.1 | 1.00 ± 0.10",
        "1 | 0.0999 | 1.000 ± 0.100",
        "-0.5 | 0.02 | -0.500 ± 0.020",
        "1700000030.123 | 0.34 | 1700000030.12 ± 0.34",
        "2.6412e8 | 5.1e6 | (2.641 ± 0.051)e+08",
        "-2.6e-12 | 3e-13 | (-2.60 ± 0.30)e-12",
        "3 | 2e8 | (0.0 ± 2.0)e+08",
        "0.5 | 1e-20 | 0.50000000 ± 0.00000000",
        "0.5 | 0 | 0.5",
        "0.5 | -1 | 0.5",
        "0.5 | NaN | 0.5",
        "0.5 | Infinity | 0.5",
        "NaN | 0.1 | not defined",
        "Infinity | 0.1 | not defined"
      })
  void aValueHasTwoDigitsOfItsError(double value, double error, String text) {
    assertThat(Formatting.withError(value, error)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5208 | 0.0093 | 52.08 ± 0.93 %",
        "1 | 0 | 100 %",
        "0 | 0 | 0 %",
        "NaN | 0.1 | not defined"
      })
  void aFractionIsPercent(double value, double error, String text) {
    assertThat(Formatting.percent(value, error)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | GeV | ' / 5 GeV'",
        "0.15707963 | rad | ' / 0.157 rad'",
        "1 | '' | ''",
        "1 | 1 | ''",
        "1 | GeV | ' / 1 GeV'",
        "0.025 | '' | ' / 0.025'",
        "2.5e7 | eV | ' / 2.50e+07 eV'"
      })
  void aBinHasItsWidthAndUnit(double width, String unit, String text) {
    assertThat(Formatting.perBin(width, unit)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"m_bb, GeV, m_bb [GeV]", "m_bb, '', m_bb", "m_bb, 1, m_bb"})
  void aNameHasItsUnitInBrackets(String name, String unit, String text) {
    assertThat(Formatting.withUnit(name, unit)).isEqualTo(text);
    assertThat(Formatting.hasUnit(unit)).isEqualTo(text.contains("["));
  }

  @Test
  void numbersAreTheSameInAnyCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(Formatting.count(200_000)).isEqualTo("200,000");
      assertThat(Formatting.format("%.2f %d", 1.5, 1234)).isEqualTo("1.50 1234");
      assertThat(Formatting.brief(0.5)).isEqualTo("0.5");
      assertThat(Svg.number(0.5)).isEqualTo("0.5");
    } finally {
      Locale.setDefault(before);
    }
  }
}

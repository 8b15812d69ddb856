package org.jpsi.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a cell is, and which number.
class CellTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+7",
        " 12 ",
        "9223372036854775807",
        "-9223372036854775808",
        "007",
        "0000000000000000000000000000001"
      })
  void integersFitSixtyFourBits(String cell) {
    assertThat(Cell.type(cell)).isEqualTo(Cell.CellType.INTEGER);
    assertThat(Cell.integer(cell)).isEqualTo(Long.parseLong(cell.strip()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "+18446744073709551615",
        " 18446744073709551615 ",
        "0018446744073709551615"
      })
  void integersBeyondThemFitUnsigned(String cell) {
    assertThat(Cell.type(cell)).isEqualTo(Cell.CellType.UNSIGNED);
    assertThat(Cell.unsigned(cell)).isEqualTo(new BigInteger(cell.strip()).longValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.",
        ".5",
        "-.5",
        "+1.5e+3",
        "1.2D+00",
        "-3d2",
        "1e5",
        "1E-5",
        "1.e5",
        "inf",
        "-INF",
        "Infinity",
        "-infinity",
        "1e999"
      })
  void numbersAreWhatDoubleHolds(String cell) {
    assertThat(Cell.type(cell)).isEqualTo(Cell.CellType.NUMBER);
    String java = cell.replaceAll("(?i)inf(inity)?", "Infinity").replaceAll("[dD]", "e");
    assertThat(Cell.number(cell)).isEqualTo(Double.valueOf(java));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1f",
        "1D",
        "0x1p3",
        "1.2.3",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e+-2",
        "1e5.",
        "+",
        "1,",
        ",",
        "1,234,567",
        "1,2.3",
        "..",
        "---",
        "--1",
        "+-1",
        "1 2",
        "1e 5",
        "1_0",
        "nano",
        "in",
        "infinit",
        "NaN1",
        "NAN A",
        "-NA",
        "truer",
        "yes",
        "٣",
        "１"
      })
  void allElseIsText(String cell) {
    assertThat(Cell.type(cell)).isEqualTo(Cell.CellType.TEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t",
        "\u2003",
        "nan",
        "NAN",
        "+nan",
        "-NaN",
        "-nan(ind)",
        "-1.#IND",
        "1.#QNAN",
        "NA",
        "na",
        "N/A",
        "n/a",
        "#N/A",
        "#NA",
        "#N/A N/A",
        "<NA>",
        "NULL",
        "null",
        "None",
        "?",
        "-",
        "--",
        "."
      })
  void blanksAndWordsForItAreMissing(String cell) {
    assertThat(Cell.type(cell)).isEqualTo(Cell.CellType.MISSING);
    assertThat(Cell.number(cell)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "False, false", "TRUE, true", "T, true", "f, false"})
  void truthsAreTold(String cell, boolean truth) {
    assertThat(Cell.type(cell)).isEqualTo(Cell.CellType.BOOLEAN);
    assertThat(Cell.truth(cell)).isEqualTo(truth);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"18446744073709551616", "-9223372036854775809", "123456789012345678901234567890"})
  void integersBeyondSixtyFourBitsAreWholeNumbers(String cell) {
    assertThat(Cell.type(cell)).isEqualTo(Cell.CellType.WHOLE);
    assertThat(Cell.number(cell)).isEqualTo(Double.parseDouble(cell));
  }

  @ParameterizedTest
  @CsvSource({
    "'1,5', 1.5, true",
    "'-0,125', -0.125, true",
    "',5', .5, true",
    "'1234,567', 1234.567, true",
    "'1,234e2', 123.4, true",
    "'1,234', 1.234, false",
    "'-12,345', -12.345, false"
  })
  void aCommaIsOfDecimalsOrPerhapsOfThousands(String cell, double value, boolean sure) {
    assertThat(Cell.type(cell)).isEqualTo(Cell.CellType.DECIMAL_COMMA);
    assertThat(Cell.isDecimalForSure(cell)).isEqualTo(sure);
    assertThat(Cell.number(Cell.withPoint(cell))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, false",
    "-9007199254740993, false",
    "9007199254740992, true",
    "-9223372036854775808, true",
    "18446744073709551615, false",
    "9223372036854775808, true",
    "7, true"
  })
  void anIntegerIsExactWhereFloat64HoldsIt(String cell, boolean exact) {
    assertThat(Cell.isExact(cell)).isEqualTo(exact);
    assertThat(new BigDecimal(Double.parseDouble(cell)).toPlainString().equals(cell))
        .isEqualTo(exact);
  }

  @ParameterizedTest
  @CsvSource({
    // the way by a power of ten and the way of the JDK meet at fifteen digits
    "123456789012345, 123456789012345",
    "-1234567890.12345, -1234567890.12345",
    "0.000000000000001, 1e-15",
    "999999999999999.9, 999999999999999.9",
    "9007199254740993, 9007199254740992",
    "-0.0, -0.0",
    "+0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "1e-400, 0",
    "4.9e-324, 4.9e-324"
  })
  void theNearestDoubleIsRead(String cell, double value) {
    assertThat(Cell.number(cell)).isEqualTo(value);
  }
}

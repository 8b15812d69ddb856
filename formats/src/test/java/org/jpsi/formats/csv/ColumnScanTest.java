package org.jpsi.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The type of a column, and the words where it is text.
class ColumnScanTest {
  private static ColumnScan.Decision decide(String... cells) {
    ColumnScan scan = new ColumnScan("a");
    long line = 2;
    for (String cell : cells) {
      scan.add(cell, line++);
    }
    return scan.decide();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1|x|2.5|3 ! line 3 has `x`, where 3 of 4 values are numbers",
        "1|x||NA|3 ! line 3 has `x`, where 2 of 5 values are numbers",
        "1|2|a|4 ! line 4 has `a`, the header again, where 3 of 4 values are numbers",
        "1|true|3 ! line 3 has `true`, where other values are numbers",
        "1,5|2.5 ! line 2 has `1,5` and line 3 has `2.5`; write decimal points alone, and no"
            + " separators of thousands",
        "1,234|12 ! line 2 has `1,234`, which may have a decimal comma or one of thousands; write"
            + " decimal points, and no separators of thousands",
        "1|1,234,567 ! line 3 has `1,234,567`, a number with separators; write its digits alone,"
            + " with a decimal point, where 1 of 2 values are numbers",
        "1 234 ! line 2 has `1 234`, a number with separators; write its digits alone, with a"
            + " decimal point",
        "0x1F|0x20 ! line 2 has `0x1F`, a hexadecimal number; write a decimal one",
        "2026-11-30|2026-12-01 ! line 2 has `2026-11-30`, a date; write a number, such as seconds"
            + " since 1970",
        "30.11.2026 14:00 ! line 2 has `30.11.2026 14:00`, a date; write a number, such as seconds"
            + " since 1970",
        "2026-11-30T14:00:01Z ! line 2 has `2026-11-30T14:00:01Z`, a date; write a number, such as"
            + " seconds since 1970",
        "1.5|2 GeV ! line 3 has `2 GeV`, a number with a unit; write the number, and the unit into"
            + " the header, as in `pt [GeV]`, where 1 of 2 values are numbers",
        "12 % ! line 2 has `12 %`, a number with a unit; write the number, and the unit into the"
            + " header, as in `pt [GeV]`",
        "-1|9223372036854775808 ! line 3 has `9223372036854775808` and line 2 has `-1`: no type of"
            + " integers holds both",
        "1|18446744073709551616 ! line 3 has `18446744073709551616`, an integer beyond 64 bits;"
            + " write a number with a point",
        "9007199254740993| ! line 2 has `9007199254740993`, an integer that float64 rounds, and"
            + " line 3 has no value, which integers cannot have; write one",
        "s|b|s ! ''",
        "s|1|b ! ''",
        "4e|2mu2e|1.2.3 ! ''",
        "|x ! ''",
      })
  void textSaysWhyItIsNotNumbers(String cells, String reason) {
    ColumnScan.Decision decision = decide(cells.strip().split("\\|", -1));
    assertThat(decision.type()).isEqualTo(ColumnScan.ColumnType.TEXT);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "1|2 ! INT64",
        "1|9223372036854775808 ! UINT64",
        "1|NA ! FLOAT64",
        "9223372036854775808| ! FLOAT64",
        "1|inf ! FLOAT64",
        "1e20|18446744073709551616 ! FLOAT64",
        "0.5|9007199254740993 ! FLOAT64",
        "NA|? ! FLOAT64",
        "true|F ! BOOL",
        "true| ! BOOL64",
        "1,5|2 ! COMMA64",
        "1,5|1e-300|inf ! COMMA64",
        "1,234|0,5|NA ! COMMA64",
      })
  void otherColumnsAreNumbers(String cells, ColumnScan.ColumnType type) {
    assertThat(decide(cells.strip().split("\\|", -1))).isEqualTo(new ColumnScan.Decision(type, ""));
  }

  @Test
  void theOrderOfCellsDecidesNothing() {
    for (List<String> cells :
        List.of(List.of("1", "NA", "2.5"), List.of("-1", "9223372036854775808", "4"))) {
      assertThat(decide(cells.reversed().toArray(String[]::new)).type())
          .isEqualTo(decide(cells.toArray(String[]::new)).type());
    }
  }

  @Test
  void aLongCellIsShownByItsBeginning() {
    assertThat(decide("1", "1", "x".repeat(1000)).reason())
        .isEqualTo("line 4 has `" + "x".repeat(40) + "...`, where 2 of 3 values are numbers");
  }

  @Test
  void truthsAmongMissingOnesAreZeroAndOne() {
    ColumnScan.Decision decision = decide("true", "", "F");
    assertThat(List.of(decision.number("T"), decision.number("f"), decision.number("NA")))
        .containsExactly(1.0, 0.0, Double.NaN);
  }
}

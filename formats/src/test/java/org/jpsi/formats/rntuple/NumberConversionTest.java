package org.jpsi.formats.rntuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Integers that are stored in another type than that of their field.
class NumberConversionTest {
  private static final NtupleLocation LOCATION = new NtupleLocation("f.root", "column 1");

  private static Object converted(NumberType stored, long value, NumberType type) {
    Object from = Array.newInstance(NumberColumn.arrayType(stored).componentType(), 1);
    if (from instanceof int[] v) {
      v[0] = (int) value;
    } else {
      ((long[]) from)[0] = value;
    }
    Object to = Array.newInstance(NumberColumn.arrayType(type).componentType(), 2);
    NumberConversion.convert(stored, from, 1, type, to, 1, LOCATION);
    return Array.get(to, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "INT64, INT8, -128, 127",
    "INT64, UINT8, 0, 255",
    "INT64, INT16, -32768, 32767",
    "INT64, UINT16, 0, 65535",
    "INT64, INT32, -2147483648, 2147483647",
    "INT64, UINT32, 0, 4294967295"
  })
  void aTypeHoldsItsLimitsAndNoMore(NumberType stored, NumberType type, long least, long most) {
    for (long value : new long[] {least, most}) {
      assertThat(((Number) converted(stored, value, type)).longValue()).isEqualTo(value);
    }
    for (long value : new long[] {least - 1, most + 1}) {
      assertThatThrownBy(() -> converted(stored, value, type))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              "cannot read column 1: it has " + value + ", which " + type + " does not hold");
    }
  }

  @Test
  void allButZeroIsTrue() {
    assertThat(converted(NumberType.INT32, 5, NumberType.BOOL)).isEqualTo(1);
    assertThat(converted(NumberType.INT64, 1L << 40, NumberType.BOOL)).isEqualTo(1);
    assertThat(converted(NumberType.UINT8, 0, NumberType.BOOL)).isEqualTo(0);
  }

  @Test
  void unsignedNumbersOfSixtyFourBitsAreNoNegativeOnes() {
    assertThat(converted(NumberType.UINT64, 7, NumberType.INT64)).isEqualTo(7L);
    for (NumberType type :
        new NumberType[] {
          NumberType.INT64, NumberType.INT32, NumberType.INT16, NumberType.INT8, NumberType.UINT32
        }) {
      assertThatThrownBy(() -> converted(NumberType.UINT64, -1, type))
          .hasMessageContaining("it has 18446744073709551615, which " + type);
    }
    assertThat(converted(NumberType.UINT64, 1L << 63, NumberType.FLOAT64)).isEqualTo(0x1p63);
    assertThat(converted(NumberType.INT64, 3, NumberType.UINT64)).isEqualTo(3L);
    assertThatThrownBy(() -> converted(NumberType.INT64, -3, NumberType.UINT64))
        .hasMessageContaining("it has -3, which UINT64 does not hold");
  }

  @Test
  void integersAmongMissingOnesAreExactInFloat64OrRefused() {
    assertThat(converted(NumberType.INT64, -(1L << 53), NumberType.FLOAT64)).isEqualTo(-0x1p53);
    assertThat(converted(NumberType.INT64, Long.MIN_VALUE, NumberType.FLOAT64)).isEqualTo(-0x1p63);
    for (NumberType stored : new NumberType[] {NumberType.INT64, NumberType.UINT64}) {
      assertThatThrownBy(() -> converted(stored, (1L << 53) + 1, NumberType.FLOAT64))
          .hasMessageContaining(
              "it has 9007199254740993, which float64, as where others are missing, does not hold");
    }
  }
}

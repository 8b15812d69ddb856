package org.jpsi.formats.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jpsi.core.table.NumberType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Packing of numbers as comments tell it; JaggedTest compares their values with ROOT's.
class PackedNumberTest {
  private static PackedNumber of(boolean float16, String text) {
    return Objects.requireNonNull(PackedNumber.of(float16, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0,10,8]|25.6|0|0",
        "x[3][ -1 , 1 , 2 ] in cm|2|-1|0",
        "[0,1]|4294967295|0|0",
        "[0,1,99]|4294967295|0|0",
        "[0,1,1]|4294967295|0|0",
        "[0,0,10]|0|0|10",
        "[0,0,20]|0|0|0",
        "[3]|0|0|0",
        "nothing|0|0|0",
        "[0,1|0|0|0",
      })
  void theCommentTellsTheRange(String text, double factor, double least, int bits) {
    assertThat(of(false, text))
        .isEqualTo(new PackedNumber(NumberType.FLOAT64, factor, least, bits));
  }

  @ParameterizedTest
  @CsvSource({
    "-pi, pi, 6.283185307179586",
    "0, twopi, 6.283185307179586",
    "0, 2*pi, 6.283185307179586",
    "-pi/2, pi/2, 3.141592653589793",
    "0, pi/4, 0.7853981633974483",
    "0, 2pi, 6.283185307179586"
  })
  void limitsMayBePartsOfPi(String low, String high, double range) {
    assertThat(of(false, "[" + low + "," + high + ",16]").factor()).isEqualTo(65536 / range);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a,1]", "[0,b]", "[0,1,c]", "[0,1,2,3]"})
  void aRangeThatIsNotUnderstoodIsToldFromNone(String text) {
    assertThat(PackedNumber.of(true, text)).isNull();
  }

  @Test
  void withoutARangeHalfPrecisionHasTwelveBits() {
    assertThat(of(true, "").bits()).isEqualTo(12);
    assertThat(of(true, "").bytes()).isEqualTo(3);
    assertThat(of(false, "").bytes()).isEqualTo(4);
    byte[] bytes = {(byte) 0x80, 0x20, 0};
    RootInput b = new RootInput(bytes, 0, 3, 0, new RootLocation("", ""));
    assertThat(of(true, "").read(b)).as("-2, its sign above the mantissa").isEqualTo(-2);
  }
}

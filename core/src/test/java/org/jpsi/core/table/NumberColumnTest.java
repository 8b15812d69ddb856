package org.jpsi.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;

class NumberColumnTest {
  @Test
  void anUnsignedIntegerIsRoundedToTheNearestFloat64() {
    long[] values = new long[2_000];
    Rng rng = Rng.of(1);
    for (int i = 0; i < values.length; i++) {
      // 2^63 and more, many of them halfway between two float64 but for their last bits
      values[i] = Long.MIN_VALUE | (rng.bits(i) << (i % 12)) | (1024 + i % 3 - 1);
    }
    values[0] = -1;
    values[1] = Long.MIN_VALUE;
    values[2] = Long.MAX_VALUE;
    values[3] = Long.MIN_VALUE + 1025;
    NumberColumn column = NumberColumn.of("u", "", NumberType.UINT64, 1, values);
    for (int i = 0; i < values.length; i++) {
      double exact = new BigDecimal(Long.toUnsignedString(values[i])).doubleValue();
      assertThat(column.value(i)).isEqualTo(exact);
    }
    assertThat(column.value(3)).isEqualTo(0x1.0000000000001p63);
  }
}

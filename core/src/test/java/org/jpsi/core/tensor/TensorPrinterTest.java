package org.jpsi.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorPrinterTest {
  @Test
  void everyArrayOfTheFixturePrintsAsNumPyPrintsIt() {
    List<String> lines = Fixture.lines("prints");
    assertThat(lines).hasSizeGreaterThan(500);
    for (String line : lines) {
      int bar = line.indexOf(" | ");
      Tensor tensor = Fixture.line("x " + line.substring(0, bar)).tensor("x");
      String text = line.substring(bar + 3).replace("\\n", "\n");
      assertThat(tensor.toString()).as(line.substring(0, Math.min(bar, 80))).isEqualTo(text);
    }
  }
}

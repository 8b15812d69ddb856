package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DiagramTest {
  @Test
  void wordsOfAnArrowStandWhereTheyAreWanted() {
    double begin = place(0);
    double middle = place(0.5);
    double end = place(1);
    assertThat(begin).isLessThan(middle);
    assertThat(middle - begin).isEqualTo(end - middle);
    // two boxes, 44 wide, with their middles 150 apart
    assertThat(end - begin).isEqualTo(150 - 44);
  }

  private static double place(double along) {
    String svg =
        Diagram.of("").box("a", 0, 0, "a").box("b", 1, 0, "b").arrow("a", "b", "w", along).svg();
    Matcher text = Pattern.compile("x=\"([0-9.]+)\" y=\"[0-9.]+\" fill=\"[^\"]*\">w<").matcher(svg);
    assertThat(text.find()).isTrue();
    return Double.parseDouble(text.group(1));
  }
}

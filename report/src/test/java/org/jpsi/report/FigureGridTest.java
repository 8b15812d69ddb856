package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureGridTest {
  private record Blank(int width, int height) implements Figure {
    @Override
    public String svg() {
      return Svg.open("f" + width, "t", "d", width, height) + "</svg>\n";
    }

    @Override
    public String description() {
      return width + " x " + height;
    }
  }

  @Test
  void aRowIsAsHighAsItsHighestAndTheGridAsWideAsItsWidestRow() {
    var grid =
        FigureGrid.of(
            2,
            List.of(new Blank(100, 200), new Blank(50, 30), new Blank(300, 20), new Blank(10, 40)));
    assertThat(grid.svg())
        .contains("<svg x=\"0\" y=\"0\" ", "<svg x=\"112\" y=\"0\" ")
        .contains("<svg x=\"0\" y=\"212\" ", "<svg x=\"312\" y=\"212\" ")
        .contains("viewBox=\"0 0 322 252\"");
    assertThat(grid.description()).isEqualTo("100 x 200; 50 x 30; 300 x 20; 10 x 40");
  }

  @Test
  void figuresWithoutANumberStandInOneRow() {
    assertThat(FigureGrid.of(new Blank(10, 20), new Blank(30, 5)).svg())
        .contains("viewBox=\"0 0 52 20\"");
  }
}

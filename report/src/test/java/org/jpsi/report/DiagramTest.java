package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DiagramTest {
  private static Diagram graph() {
    return Diagram.of("y = w x & more")
        .box("w", 0, 0, "w", "2.0")
        .box("x", 0, 1, "x <in>", "3.0")
        .colored("y", 1, 0.5, "#cfe3f2", "×", "6.0")
        .arrow("w", "y", "3.0")
        .arrow("x", "y", "");
  }

  @Test
  void theSameGraphGivesTheSameWellFormedText() {
    String svg = graph().svg();
    assertThat(graph().svg()).isEqualTo(svg);
    var document = ChartTest.parse(svg);
    // the white ground and three boxes; two arrows and the arrow's head
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(3);
    assertThat(svg).contains("x &lt;in&gt;", ">3.0<", "#cfe3f2", "y = w x &amp; more");
    assertThat(graph().description()).isEqualTo("y = w x & more: 3 boxes and 2 arrows");
  }

  @Test
  void everythingIsInsideThePicture() {
    var document = ChartTest.parse(graph().svg());
    double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
    double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
    var rects = document.getElementsByTagName("rect");
    for (int i = 1; i < rects.getLength(); i++) {
      var rect = (org.w3c.dom.Element) rects.item(i);
      double x = Double.parseDouble(rect.getAttribute("x"));
      double y = Double.parseDouble(rect.getAttribute("y"));
      assertThat(x).isPositive();
      assertThat(y).isGreaterThanOrEqualTo(26);
      assertThat(x + Double.parseDouble(rect.getAttribute("width"))).isLessThan(width);
      assertThat(y + Double.parseDouble(rect.getAttribute("height"))).isLessThan(height);
    }
  }

  @Test
  void anArrowNeedsItsBoxes() {
    assertThatThrownBy(() -> graph().arrow("w", "z", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Diagram: no box z, there are [w, x, y]");
  }

  @Test
  void picturesStandSideBySideAndBelowEachOther() {
    String svg = FigureGrid.of(2, List.of(graph(), graph(), graph())).svg();
    var document = ChartTest.parse(svg);
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(4);
    int width =
        Integer.parseInt(ChartTest.parse(graph().svg()).getDocumentElement().getAttribute("width"));
    int height =
        Integer.parseInt(
            ChartTest.parse(graph().svg()).getDocumentElement().getAttribute("height"));
    assertThat(svg)
        .contains("<svg x=\"0\" y=\"0\" ")
        .contains("<svg x=\"" + (width + 12) + "\" y=\"0\" ")
        .contains("<svg x=\"0\" y=\"" + (height + 12) + "\" ");
    assertThat(document.getDocumentElement().getAttribute("width"))
        .isEqualTo(Integer.toString(2 * width + 12));
    assertThat(document.getDocumentElement().getAttribute("height"))
        .isEqualTo(Integer.toString(2 * height + 12));
    assertThat(FigureGrid.of(graph(), graph()).description())
        .isEqualTo(graph().description() + "; " + graph().description());
  }

  @Test
  void aRowOfNoneAcrossIsRefused() {
    assertThatThrownBy(() -> FigureGrid.of(0, List.of(graph())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("FigureGrid: expected at least 1 across, found 0");
  }

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

  @Test
  void anArrowGoesFromEdgeToEdge() {
    // boxes 44 wide and 28 high (one line); middles at (32, 40), (182, 40) and (32, 124)
    Diagram boxes = Diagram.of("").box("a", 0, 0, "a").box("b", 1, 0, "b").box("c", 0, 1, "c");
    assertThat(boxes.arrow("a", "b", "").svg()).contains("d=\"M54 40L160 40\"");
    assertThat(boxes.arrow("a", "c", "").svg()).contains("d=\"M32 54L32 110\"");
    assertThat(boxes.arrow("c", "a", "").svg()).contains("d=\"M32 110L32 54\"");
    assertThat(boxes.arrow("a", "a", "").svg()).contains("d=\"M32 40L32 40\"");
  }

  @Test
  void anArrowEndsAtTheEdgeOfTheBoxItLeadsToWhateverItsSize() {
    // 88 and 44 wide, middles at 54 and 204
    String svg =
        Diagram.of("").box("a", 0, 0, "0123456789").box("b", 1, 0, "b").arrow("a", "b", "").svg();
    assertThat(svg).contains("d=\"M98 40L182 40\"");
  }

  @Test
  void wordsStandAboveALevelArrowAndBesideASteepOne() {
    Diagram boxes = Diagram.of("").box("a", 0, 0, "a").box("b", 1, 0, "b").box("c", 0, 1, "c");
    assertThat(boxes.arrow("a", "b", "w").svg()).contains("x=\"107\" y=\"31\"");
    assertThat(boxes.arrow("a", "c", "ww").svg()).contains("x=\"45\" y=\"82\"");
  }

  @Test
  void aBoxIsAsLargeAsItsWordsAndTheFirstLineIsBold() {
    String svg = Diagram.of("").spacing(200, 50).box("a", 0, 0, "0123456789", "b").svg();
    assertThat(svg)
        .contains("width=\"88\" height=\"44\" fill=\"#f4f6f8\"")
        .contains("y=\"40\" fill=\"#30343b\" font-weight=\"600\">0123456789<")
        .contains("y=\"56\" fill=\"#30343b\">b<");
    String far = Diagram.of("").spacing(200, 50).box("a", 0, 0, "a").box("b", 2, 3, "b").svg();
    assertThat(far).contains("viewBox=\"0 0 464 ").contains("x=\"410\" y=\"176\"");
  }

  @Test
  void namesAndColorsMayHoldAnythingAndATitleHasRoom() {
    String evil = "<script>alert('1')</script>\u0001\"";
    String svg =
        Diagram.of(evil)
            .colored(evil, 0, 0, evil, evil)
            .box("b", 0, 1, "x")
            .arrow(evil, "b", evil)
            .svg();
    var document = ChartTest.parse(svg);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(Integer.parseInt(document.getDocumentElement().getAttribute("width")))
        .isGreaterThan(8 * evil.length());
    ChartTest.parse(Diagram.of("").svg());
    assertThat(Diagram.of("T")).hasToString("T: 0 boxes and 0 arrows");
  }

  @Test
  void aGridOfNoneIsEmptyAndOneOfAFigureWithoutASizeIsRefused() {
    ChartTest.parse(FigureGrid.of().svg());
    Figure odd =
        new Figure() {
          @Override
          public String svg() {
            return "<svg></svg>";
          }

          @Override
          public String description() {
            return "odd";
          }
        };
    assertThatThrownBy(() -> FigureGrid.of(odd).svg()).hasMessage("a figure without a size");
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A browser that is given a picture as a file of its own, as in a notebook, takes XML only; within
/// a page it is not so strict.
class WellFormedTest {
  private static final double[] PLACE = {0, 1};
  private static final double[][] GRID = {{0, 1}, {2, 3}};

  static List<Picture> pictures() {
    Chart image = Chart.of("an image & more").bare().size(90, 90).heat(PLACE, PLACE, GRID);
    return List.of(
        image,
        Row.of(image, Chart.of("").heat(PLACE, PLACE, GRID)),
        Chart.of("line < 2")
            .axes("x", "y")
            .line("a & b", PLACE, PLACE)
            .errors("e", PLACE, PLACE, PLACE),
        Matrix.of("", List.of("a < b", "c"), new double[][] {{1, 0}, {0, 1}}),
        Diagram.of("graph").box("a", 0, 0, "a < b").box("b", 1, 0, "b").arrow("a", "b", "1 & 2"));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void aPictureIsXmlByItself(Picture picture)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    var document =
        factory.newDocumentBuilder().parse(new InputSource(new StringReader(picture.svg())));
    assertThat(document.getDocumentElement().getLocalName()).isEqualTo("svg");
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jpsi.core.eval.LearningRateFinderResult;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LearningRatePageTest {
  private static LearningRatePage page(double suggestion) {
    List<LearningRateFinderResult.RatePoint> points = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      double loss = 1 - StrictMath.tanh((i - 30) / 5.0) / 2;
      points.add(
          new LearningRateFinderResult.RatePoint(
              StrictMath.pow(10, -6 + i / 10.0), loss + 0.01 * (i % 3), loss));
    }
    return new LearningRatePage(
        "a <b>",
        "training.optimizer.adam.learningRate",
        new LearningRateFinderResult(points, suggestion, 0.05));
  }

  @Test
  void thePageIsWellFormedTheSameAndFetchesNothing() throws Exception {
    String html = page(1.0e-3).html();
    assertThat(html).isEqualTo(page(1.0e-3).html()).contains("a &lt;b&gt;");
    assertThat(html.replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", ""))
        .doesNotContain("http://", "https://", "<link", "src=");
    Document parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html.replaceFirst("<!DOCTYPE html>", ""))));
    assertThat(parsed.getElementsByTagName("figure").getLength()).isEqualTo(1);
  }

  @Test
  void theRatesAreLabelledInOneStyle() {
    assertThat(page(1.0e-3).html())
        .contains(">1e-6<", ">1e-5<", ">1e-4<", ">1e-3<", ">1e-2<")
        .doesNotContain(">0.01<", ">0.001<", ">10^");
  }

  @Test
  void itSaysWhatToSet() {
    assertThat(page(0.0123).headline())
        .isEqualTo("The loss falls fastest at a learning rate of 0.0123 and is lowest at 0.05.");
    assertThat(page(0.0123).setting()).isEqualTo("training.optimizer.adam.learningRate=0.012");
    assertThat(page(Double.NaN).headline())
        .isEqualTo("The loss did not fall at any learning rate.");
    assertThat(page(Double.NaN).setting()).isEmpty();
    assertThat(
            new LearningRatePage(
                    "x", "k", new LearningRateFinderResult(List.of(), Double.NaN, Double.NaN))
                .html())
        .contains("did not fall");
  }
}

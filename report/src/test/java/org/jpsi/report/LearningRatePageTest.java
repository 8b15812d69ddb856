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

  private static LearningRatePage of(double suggestion, double... losses) {
    List<LearningRateFinderResult.RatePoint> points = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      points.add(
          new LearningRateFinderResult.RatePoint(
              StrictMath.pow(10, i - 4), losses[i] + 0.01, losses[i]));
    }
    return new LearningRatePage("n", "k", new LearningRateFinderResult(points, suggestion, 0.01));
  }

  private static PlotReader plot(LearningRatePage page) {
    String html = page.html();
    int from = html.indexOf("<svg");
    return PlotReader.of(html.substring(from, html.indexOf("</svg>", from) + 6), true, false);
  }

  @Test
  void aBatchIsAPointAtItsRateAndItsLossAndTheMeanIsALine() {
    PlotReader plot = plot(of(1e-2, 1, 0.9, 0.5, 0.8));
    List<PlotReader.Mark> points = plot.marks("circle");
    assertThat(points).hasSize(4);
    assertThat(points.get(2).x(0)).isBetween(0.99e-2, 1.01e-2);
    assertThat(points.get(2).y(0)).isBetween(0.508, 0.512);
    assertThat(plot.marks("path").getFirst().passes(0.1, 0.8, 0.002, 0.003)).isTrue();
    assertThat(plot.ticksAcross()).containsExactly("1e-4", "1e-3", "1e-2", "1e-1");
    assertThat(plot.marks("line").getFirst().x(0)).isBetween(0.99e-2, 1.01e-2);
    assertThat(plot(of(Double.NaN, 1, 0.9, 0.5, 0.8)).marks("line")).isEmpty();
  }

  @Test
  void lossesFarAboveTheFirstAreLeftOutAndTheLineEndsThere() {
    // up to 1 + (1 - 0.5) is shown
    PlotReader plot = plot(of(1e-2, 1, 0.5, 1.45, 1.6, 0.7));
    assertThat(plot.marks("circle")).hasSize(4);
    var line = plot.marks("path").getFirst();
    assertThat(line.x(line.points().length - 1)).isBetween(0.99e-2, 1.01e-2);
    // a search that never fell shows five percent of the first loss
    assertThat(plot(of(Double.NaN, 1, 1.03, 1.2)).marks("circle")).hasSize(2);
  }

  @Test
  void aPageWhoseFigureCannotBeDrawnSaysSo() {
    String html = of(1e-2, Double.NaN, Double.NaN).html();
    HtmlPageTest.parse(html);
    assertThat(html).contains("--set k=0.01");
    assertThat(of(Double.NaN, 1, 2).html()).doesNotContain("--set");
    HtmlPageTest.parse(of(1e-2, 1).html());
    HtmlPageTest.parse(of(1e-2, 1e300, 1e-300).html());
  }
}

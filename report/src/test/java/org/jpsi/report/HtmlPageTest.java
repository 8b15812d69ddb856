package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlPageTest {
  static Document parse(String html) {
    return ChartTest.parse(html.replaceFirst("<!DOCTYPE html>", "").strip());
  }

  private static HtmlPage page() {
    return new HtmlPage("a < b").section("one", "First & only").heading(2, "Heading <2>");
  }

  private static Element first(Document page, String tag) {
    return (Element) page.getElementsByTagName(tag).item(0);
  }

  @Test
  void aPageHasItsTitleANavigationAndItsSections() {
    Document page = parse(page().text("one").section("two", "Second").text("two").html());
    assertThat(first(page, "title").getTextContent()).isEqualTo("a < b");
    assertThat(first(page, "nav").getTextContent()).contains("a < b", "First & only", "Second");
    List<Element> sections = PlotReader.elements(page.getDocumentElement(), "section");
    assertThat(sections.stream().map(s -> s.getAttribute("id"))).containsExactly("one", "two");
    assertThat(sections.getFirst().getAttribute("aria-label")).isEqualTo("First & only");
    assertThat(first(page, "h2").getTextContent()).isEqualTo("Heading <2>");
  }

  @Test
  void aTableHasItsHeadAndItsRowsInOrder() {
    Document page =
        parse(
            page()
                .table(List.of("a", "<b>"), List.of(List.of("1", "&"), List.of("2", "y")))
                .html());
    List<Element> rows = PlotReader.elements(page.getDocumentElement(), "tr");
    assertThat(rows.stream().map(Element::getTextContent)).containsExactly("a<b>", "1&", "2y");
    assertThat(PlotReader.elements(rows.getFirst(), "th")).hasSize(2);
    assertThat(PlotReader.elements(rows.getLast(), "td")).hasSize(2);
  }

  @Test
  void listsCardsAndPropertiesHoldAnyText() {
    Document page =
        parse(
            page()
                .list("k", List.of("<i>", "second"))
                .card("AUC & more", "0.5 < 1")
                .properties(List.of(new ReportData.Property("<n>", "<v>")))
                .html());
    assertThat(
            PlotReader.elements(page.getDocumentElement(), "li").stream()
                .map(Element::getTextContent))
        .containsExactly("<i>", "second");
    assertThat(first(page, "ul").getAttribute("class")).isEqualTo("k");
    Element card = first(page, "strong");
    assertThat(card.getTextContent()).isEqualTo("0.5 < 1");
    assertThat(card.getParentNode().getTextContent()).isEqualTo("AUC & more0.5 < 1");
    assertThat(first(page, "tr").getTextContent()).isEqualTo("<n><v>");
  }

  @Test
  void aValueStaysTogetherWithItsErrorAndItsPercentSign() {
    assertThat(page().text("52.1 ± 0.9 % of 3 %x and a %").html())
        .contains("<p>52.1\u00a0±\u00a00.9\u00a0% of 3\u00a0%x and a %</p>");
  }

  @ParameterizedTest
  @CsvSource({"100, 150px", "319, 478px", "320, ''", "480, ''"})
  void aSmallFigureIsNotBlownUp(int width, String most) {
    String svg = Svg.open("i", "t", "d", width, 10) + "</svg>";
    Document page =
        parse(page().figures(List.of(new ReportFigure("x", "T", "", "d", svg)), "").html());
    Element figure = first(page, "figure");
    assertThat(figure.getAttribute("id")).isEqualTo("figure-x");
    assertThat(figure.getAttribute("style")).isEqualTo(most.isEmpty() ? "" : "max-width: " + most);
  }

  @Test
  void aFigureHasItsCaptionAndAButtonThatNamesIt() {
    String svg = Svg.open("i", "t", "d", 400, 10) + "</svg>";
    var figures =
        List.of(
            new ReportFigure("x", "T < U", "said & done", "d", svg),
            new ReportFigure("y", "V", "", "d", svg.replace("\"i-", "\"j-")),
            new FailedFigure("z", "W", "why <not>"));
    Document page = parse(page().figures(figures, "small").html());
    List<Element> all = PlotReader.elements(page.getDocumentElement(), "figcaption");
    assertThat(all.stream().map(Element::getTextContent))
        .containsExactly(
            "T < U said & donesave SVG", "Vsave SVG", "W could not be drawn: why <not>");
    assertThat(first(page, "button").getAttribute("aria-label"))
        .isEqualTo("Save figure T < U as SVG");
    assertThat(((Element) all.getFirst().getParentNode().getParentNode()).getAttribute("class"))
        .isEqualTo("figures small");
  }

  @Test
  void aPartThatFailsIsTakenBackAndNamedInItsPlace() {
    HtmlPage page = page().text("before");
    page.part(
        "Table <1>",
        () -> {
          page.open("div", "half").text("half done");
          throw new IllegalStateException("no rows <at all>\nsecond line");
        });
    page.part("Good", () -> page.text("after"));
    String html = page.html();
    parse(html);
    assertThat(html)
        .contains(
            "<p>before</p>\n"
                + "<p class=\"soft\">Table &lt;1&gt; could not be made: IllegalStateException: no"
                + " rows &lt;at all&gt;</p>\n"
                + "<p>after</p>")
        .doesNotContain("half");
    assertThat(page.failures())
        .containsExactly(new FailedSection("Table <1>", "IllegalStateException: no rows <at all>"));
    assertThat(page.failures().getFirst())
        .hasToString(
            "the part \"Table <1>\" of the report could not be made: IllegalStateException: no rows"
                + " <at all>");
  }
}

package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
  private static final String BOX = "\uFFFD";

  @org.junit.jupiter.api.Test
  void whatXmlGivesAMeaningIsEscaped() {
    assertThat(Html.escape("a & b < c > \"d\" 'e'"))
        .isEqualTo("a &amp; b &lt; c &gt; &quot;d&quot; &#39;e&#39;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t",
        "\n",
        "~",
        "\u00A0",
        "µ",
        "\uD7FF",
        "\uE000",
        "\uFFFD",
        "\uD83D\uDE00",
        "עברית",
        "m\u0302"
      })
  void whatXmlKnowsStaysAsItIs(String text) {
    assertThat(Html.escape(text)).isEqualTo(text);
    assertThat(Html.legible(text)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        8,
        0xB,
        0xC,
        0xD,
        0x1B,
        0x1F,
        0x7F,
        0x80,
        0x9F,
        0xD800,
        0xDFFF,
        0xFFFE,
        0xFFFF,
        // direction, and no width: a name would show in another order, or as another
        0x202E,
        0x2066,
        0x200B,
        0xFEFF
      })
  void whatXmlDoesNotKnowBecomesABox(int c) {
    String text = "a" + (char) c + "b";
    assertThat(Html.escape(text)).isEqualTo("a" + BOX + "b");
    assertThat(Html.legible(text)).isEqualTo("a" + BOX + "b");
    ChartTest.parse("<p>" + Html.escape(text) + "</p>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "]]>",
        "&amp;",
        "<!--",
        "\" onload=\"x",
        "' x='",
        "</svg>",
        "\0"
      })
  void aParserReadsBackWhatWasWritten(String text) {
    var read = ChartTest.parse("<p a=\"" + Html.escape(text) + "\">" + Html.escape(text) + "</p>");
    String expected = text.replace('\0', '\uFFFD');
    assertThat(read.getDocumentElement().getTextContent()).isEqualTo(expected);
    assertThat(read.getDocumentElement().getAttribute("a")).isEqualTo(expected);
  }
}

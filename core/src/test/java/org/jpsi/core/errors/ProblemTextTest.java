package org.jpsi.core.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jpsi.core.errors.Problem.Excerpt;
import org.jpsi.core.errors.Problem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTextTest {
  private static final Place FILE = new Place.Named("a.root");

  /// All combinations of the parts that a problem may have, `-` for one that is left out.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "S | E | F | N | R | [a.root] S: expected E, found F; did you mean N?; R",
        "S | E | F | N | - | [a.root] S: expected E, found F; did you mean N?",
        "S | E | F | - | R | [a.root] S: expected E, found F; R",
        "S | E | F | - | - | [a.root] S: expected E, found F",
        "S | E | - | N | R | [a.root] S: expected E; did you mean N?; R",
        "S | E | - | N | - | [a.root] S: expected E; did you mean N?",
        "S | E | - | - | R | [a.root] S: expected E; R",
        "S | E | - | - | - | [a.root] S: expected E",
        "S | - | F | N | R | [a.root] S: found F; did you mean N?; R",
        "S | - | F | N | - | [a.root] S: found F; did you mean N?",
        "S | - | F | - | R | [a.root] S: found F; R",
        "S | - | F | - | - | [a.root] S: found F",
        "S | - | - | N | R | [a.root] S; did you mean N?; R",
        "S | - | - | N | - | [a.root] S; did you mean N?",
        "S | - | - | - | R | [a.root] S; R",
        "S | - | - | - | - | [a.root] S",
        "- | E | F | N | R | [a.root] expected E, found F; did you mean N?; R",
        "- | E | F | N | - | [a.root] expected E, found F; did you mean N?",
        "- | E | F | - | R | [a.root] expected E, found F; R",
        "- | E | F | - | - | [a.root] expected E, found F",
        "- | E | - | N | R | [a.root] expected E; did you mean N?; R",
        "- | E | - | N | - | [a.root] expected E; did you mean N?",
        "- | E | - | - | R | [a.root] expected E; R",
        "- | E | - | - | - | [a.root] expected E",
        "- | - | F | N | R | [a.root] found F; did you mean N?; R",
        "- | - | F | N | - | [a.root] found F; did you mean N?",
        "- | - | F | - | R | [a.root] found F; R",
        "- | - | F | - | - | [a.root] found F",
        "- | - | - | N | R | [a.root] did you mean N?; R",
        "- | - | - | N | - | [a.root] did you mean N?",
        "- | - | - | - | R | [a.root] R",
        "- | - | - | - | - | [a.root]",
      })
  void partsAreSaidInOneOrder(
      String says, String expected, String found, String nearest, String remedy, String text) {
    assertThat(
            ProblemText.of(
                new Problem(
                    Kind.OTHER,
                    List.of(FILE),
                    said(says),
                    said(expected),
                    said(found),
                    said(nearest).isEmpty() ? List.of() : List.of(nearest),
                    said(remedy),
                    Excerpt.NONE)))
        .isEqualTo(text);
  }

  private static String said(@org.jspecify.annotations.Nullable String part) {
    return part == null ? "" : part;
  }

  @Test
  void placesAreToldFromTheOutsideIn() {
    assertThat(where()).isEqualTo("wrong");
    assertThat(where(new Place.Named("h.yaml"))).isEqualTo("[h.yaml] wrong");
    assertThat(
            where(
                new Place.Named("h.yaml"),
                new Place.Position(9, 11),
                new Place.Key("training.epochs")))
        .isEqualTo("[h.yaml:9:11 training.epochs] wrong");
    assertThat(where(new Place.Named("L.java"), new Place.Position(3, 0)))
        .isEqualTo("[L.java:3] wrong");
    assertThat(where(new Place.Named("e.csv"), new Place.Line(7)))
        .isEqualTo("[e.csv, line 7] wrong");
    assertThat(where(new Place.Named("select"), new Place.OnTable("a.root:t")))
        .isEqualTo("[select on a.root:t] wrong");
    assertThat(where(FILE, new Place.Named("layer 1"), new Place.Named("layer linear")))
        .isEqualTo("[a.root: layer 1: layer linear] wrong");
    assertThat(where(new Place.Key("epochs"))).isEqualTo("[epochs] wrong");
    assertThat(where(new Place.Line(7))).isEqualTo("[line 7] wrong");
  }

  private static String where(Place... places) {
    return ProblemText.of(InputException.at(places).says("wrong").problem());
  }

  @Test
  void severalNamesThatAreNearAreOffered() {
    assertThat(
            InputException.at("h.root")
                .expected("a column m_b")
                .nearest("m_b", List.of("m_bb", "m_bz", "eta"))
                .exception())
        .hasMessage("[h.root] expected a column m_b; did you mean m_bb or m_bz?");
    assertThat(InputException.at("h.root").says("no").nearest("zzz", List.of("eta")).exception())
        .hasMessage("[h.root] no");
  }

  /// The name of a column may hold anything; a terminal would obey it.
  @Test
  void whatComesFromFilesCanNeitherSteerATerminalNorLookLikeALine() {
    char esc = 27;
    char bell = 7;
    char c1 = 0x9b;
    char separator = 0x2028;
    char reversed = 0x202e;
    char half = 0xd83d;
    String evil =
        "x" + esc + "[2J" + bell + c1 + separator + reversed + half + "\r\n\t" + "[b.root] fine";
    String shown = "x\\u001b[2J\\u0007\\u009b\\u2028\\u202e\\ud83d\\r\\n\\t[b.root] fine";
    assertThat(ProblemText.escaped(evil)).isEqualTo(shown);
    assertThat(
            InputException.at(evil)
                .says(evil)
                .expected(evil)
                .found(evil)
                .nearest(evil, List.of(evil))
                .remedy(evil)
                .exception())
        .hasMessage(
            "["
                + shown
                + "] "
                + shown
                + ": expected "
                + shown
                + ", found "
                + shown
                + "; did you mean "
                + shown
                + "?; "
                + shown);
  }

  @Test
  void whatAPhysicistWritesIsLeftAsItIs() {
    String plain = "C:\\data\\é µ_τ 质量 😀 \"`jet1_b-tag`[0]\" && p_{T}";
    assertThat(ProblemText.escaped(plain)).isEqualTo(plain);
    assertThat(ProblemText.escaped(ProblemText.escaped("a\nb"))).isEqualTo("a\\nb");
  }

  @Test
  void theLineThatIsShownKeepsItsColumns() {
    char esc = 27;
    assertThat(InputException.at("select").says("no").excerpt("a\t" + esc + "[b", 3).exception())
        .hasMessage("[select] no\n  a  [b\n     ^");
    assertThat(InputException.at("select").says("no").excerpt("ab", 9).exception())
        .hasMessage("[select] no\n  ab\n    ^");
    assertThat(InputException.at("select").says("no").excerpt("", 0).exception())
        .hasMessage("[select] no");
  }

  @Test
  void othersAreQuotedInOneLine() {
    assertThat(ProblemText.messageOf(new IOException(" disk on fire \n at night")))
        .isEqualTo("disk on fire");
    assertThat(ProblemText.messageOf(new IOException())).isEqualTo("IOException");
    assertThat(ProblemText.messageOf(new IOException(" \n"))).isEqualTo("IOException");
  }
}

package org.jpsi.core.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InputExceptionTest {
  @Test
  void aMessageSaysWhereWhatAndWhatToDo() {
    var error =
        InputException.at("higgs.root")
            .expected("a tree named sig_tre")
            .found("2 trees")
            .nearest("sig_tre", List.of("sig_tree", "bkg_tree"))
            .remedy("set `tree:`")
            .exception();
    assertThat(error)
        .hasMessage(
            "[higgs.root] expected a tree named sig_tre, found 2 trees; did you mean sig_tree?; set"
                + " `tree:`");
  }

  @Test
  void theNearestNameForgivesExchangedLettersCaseAndForgottenPrefixes() {
    assertThat(Nearest.of("epohcs", List.of("epochs", "batch"))).containsExactly("epochs");
    assertThat(Nearest.of("M_BB", List.of("m_jj", "m_bb"))).first().isEqualTo("m_bb");
    assertThat(Nearest.of("pT", List.of("completely_other"))).isEmpty();
    assertThat(Nearest.of("eta", List.of("lepton_eta"))).containsExactly("lepton_eta");
  }

  @Test
  void aMessageShowsTheCharacterThatIsWrong() {
    var error =
        InputException.at("select")
            .expected("a name or a number")
            .found(")")
            .excerpt("m_bb + )", 7)
            .exception();
    assertThat(error)
        .hasMessage("[select] expected a name or a number, found )\n  m_bb + )\n         ^");
  }

  @Test
  void ofALongLineOnlyTheSurroundingsAreShown() {
    String line = "a".repeat(500) + "$" + "b".repeat(500);
    String message =
        InputException.at("select").says("no").excerpt(line, 500).exception().message();
    String[] shown = message.split("\n", -1);
    assertThat(shown[1]).hasSize(2 + 3 + 72 + 3).contains("a$b");
    assertThat(shown[2].indexOf('^')).isEqualTo(shown[1].indexOf('$'));
  }

  @Test
  void whatIsWrongIsThereAsData() {
    Throwable why = new IllegalStateException("deeper");
    InputException error =
        InputException.at(new Place.Named("h.yaml"), new Place.Position(2, 5))
            .expected("a column m_b")
            .found("12 others")
            .nearest("m_b", List.of("m_bb"))
            .remedy("look")
            .excerpt("select: m_b", 8)
            .cause(why)
            .exception();
    assertThat(error).hasCause(why);
    assertThat(error.problem())
        .isEqualTo(
            new Problem(
                Problem.Kind.UNKNOWN_NAME,
                List.of(new Place.Named("h.yaml"), new Place.Position(2, 5)),
                "",
                "a column m_b",
                "12 others",
                List.of("m_bb"),
                "look",
                new Problem.Excerpt("select: m_b", 8)));
    assertThat(InputException.at("a").says("cut short").exception().problem().kind())
        .isEqualTo(Problem.Kind.OTHER);
    assertThat(InputException.at("a").kind(Problem.Kind.DAMAGED_FILE).exception().problem().kind())
        .isEqualTo(Problem.Kind.DAMAGED_FILE);
  }

  @Test
  void whoKnowsMoreOfTheWayTellsItOnAndKeepsTheCause() {
    InputException inner =
        InputException.at("linear layer").expected("9 inputs").found("8").exception();
    InputException outer = inner.in("layer 1").in(new Place.Named("m.safetensors"));
    assertThat(outer)
        .hasMessage("[m.safetensors: layer 1: linear layer] expected 9 inputs, found 8");
    assertThat(outer.problem().where())
        .containsExactly(
            new Place.Named("m.safetensors"),
            new Place.Named("layer 1"),
            new Place.Named("linear layer"));
    assertThat(outer).cause().cause().isSameAs(inner);
    assertThat(inner).hasMessage("[linear layer] expected 9 inputs, found 8");
  }

  @Test
  void itSurvivesBeingSentToAnotherJvm() throws Exception {
    InputException error =
        InputException.at("a.root").says("no").nearest("x", List.of("xy")).exception();
    var bytes = new java.io.ByteArrayOutputStream();
    try (var out = new java.io.ObjectOutputStream(bytes)) {
      out.writeObject(error);
    }
    try (var in =
        new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((InputException) in.readObject()).problem()).isEqualTo(error.problem());
    }
  }
}

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
            .shows("m_bb + )", 7)
            .exception();
    assertThat(error)
        .hasMessage("[select] expected a name or a number, found )\n  m_bb + )\n         ^");
  }

  @Test
  void ofALongLineOnlyTheSurroundingsAreShown() {
    String line = "a".repeat(500) + "$" + "b".repeat(500);
    String message = InputException.at("select").says("no").shows(line, 500).exception().message();
    String[] shown = message.split("\n", -1);
    assertThat(shown[1]).hasSize(2 + 3 + 72 + 3).contains("a$b");
    assertThat(shown[2].indexOf('^')).isEqualTo(shown[1].indexOf('$'));
  }
}

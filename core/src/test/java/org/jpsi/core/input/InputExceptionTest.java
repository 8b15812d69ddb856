package org.jpsi.core.input;

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
}

package org.jpsi.analysis.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jpsi.core.task.Part;
import org.junit.jupiter.api.Test;

/// What names of files, trees, classes and columns stand for.
class NameWordsTest {
  @Test
  void wordsAreCutAtSignsAndCapitals() {
    assertThat(NameWords.of("TreeS")).containsExactly("tree", "s");
    assertThat(NameWords.of("gen_jetPt-1")).containsExactly("gen", "jet", "pt", "1");
    assertThat(NameWords.of("--")).isEmpty();
  }

  @Test
  void theSignalIsFoundByItsNameOrThatOfTheBackground() {
    assertThat(NameWords.signal(List.of("bkg_tree", "sig_tree"))).contains("sig_tree");
    assertThat(NameWords.signal(List.of("zprime", "background"))).contains("zprime");
    assertThat(NameWords.signal(List.of("0", "1"))).contains("1");
    assertThat(NameWords.signal(List.of("TreeS", "TreeB0", "TreeB1"))).contains("TreeS");
    assertThat(NameWords.signal(List.of("signal", "ttbar", "wjets"))).isEmpty();
    assertThat(NameWords.signal(List.of("g", "h"))).isEmpty();
    assertThat(NameWords.signal(List.of())).isEmpty();
  }

  @Test
  void truthIsKnownByItsName() {
    assertThat(List.of("truth_pt", "genJetPt", "GenMET_pt", "mc_channel", "lep_pdgId"))
        .allMatch(NameWords::isTruth);
    assertThat(List.of("generation", "m_bb", "jet1_pt", "mct2", "L1_AlwaysTrue"))
        .noneMatch(NameWords::isTruth);
  }

  @Test
  void partsAndNumbersAreCutOff() {
    assertThat(NameWords.part("ttbar_train")).contains(Part.TRAIN);
    assertThat(NameWords.part("latest")).isEmpty();
    assertThat(NameWords.withoutPart("ttbar_train")).isEqualTo("ttbar");
    assertThat(NameWords.withoutNumber("ttbar_012")).isEqualTo("ttbar");
    assertThat(NameWords.withoutNumber("zprime500")).isEqualTo("zprime500");
    assertThat(NameWords.number("a_99999999999")).isEqualTo(-1);
  }
}

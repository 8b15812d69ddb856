package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir Path folder;

  @Test
  void runsArePrintedSideBySideAndDrawnOnAPage() {
    TwoSamples samples = new TwoSamples(folder);
    samples.write();
    String yaml = TwoSamples.YAML + "signal: sig\nreference: false\n";
    String first = folder.resolve("run").toString();
    assertThat(samples.train(yaml, "--set", "features=[m_bb, y]").status()).isZero();
    String second = folder.resolve("second").toString();
    String file = folder.resolve("toy.yaml").toString();
    assertThat(Session.of("train", file, "--set", "features=[y]", "--out", second).status())
        .isZero();
    Path page = folder.resolve("page.html");
    Session session = Session.of("compare", first, second, "--out", page.toString());
    assertThat(session.status()).as(session.err()).isZero();
    assertThat(session.out())
        .containsPattern("(?m)^  figure +run +second +second less run$")
        .containsPattern("(?m)^  auc +0\\.\\d+ ± 0\\.\\d+ ")
        .containsPattern("(?m)^  features +\\[")
        .contains("test events in common")
        .contains("the page is in " + page.toUri());
    assertThat(page).content().contains("Comparison of run, second");
    Session again = Session.of("compare", first, second, "--out", page.toString());
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("expected a file that does not exist yet");
    assertThat(Session.of("compare", first).status()).isEqualTo(2);
  }
}

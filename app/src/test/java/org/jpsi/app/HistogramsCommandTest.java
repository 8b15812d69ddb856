package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jpsi histograms` as it is used.
class HistogramsCommandTest {
  @TempDir Path folder;

  @Test
  void templatesArePrintedAndWrittenOnce() {
    TwoSamples samples = new TwoSamples(folder);
    samples.write();
    assertThat(
            samples
                .train(TwoSamples.YAML + "signal: sig\nreference: false\n", "--set", "yields=true")
                .status())
        .isZero();
    String run = folder.resolve("run").toString();
    String root = folder.resolve("t.root").toString();
    String json = folder.resolve("t.json").toString();
    Session session =
        Session.of(
            "histograms",
            run,
            "--bins",
            "0,0.5,1",
            "--out",
            root,
            "--out",
            json,
            "--luminosity-error",
            "0.01",
            "--threads",
            "1");
    assertThat(session.status()).as(session.err()).isZero();
    assertThat(session.out())
        .containsPattern("(?m)^  sample +class +events +yield +variations$")
        .containsPattern("(?m)^  sig +signal +\\d+ +\\d[\\d.e+]* ± \\d[\\d.e+]* +0$")
        .contains("written: " + root, "written: " + json);
    assertThat(folder.resolve("t.json")).content().contains("\"type\":\"lumi\"");
    Session again = Session.of("histograms", run, "--out", root);
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("expected a file that does not exist yet");
    assertThat(Session.of("histograms", run, "--out", root, "--force", "--bins", "2").status())
        .isZero();
    assertThat(Session.of("histograms").status()).isEqualTo(2);
    Session many = Session.of("histograms", run, "--out", json, "--force", "--bins", "2000");
    assertThat(many.err()).contains("expected background in every bin");
  }
}

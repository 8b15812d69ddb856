package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
  @TempDir Path folder;

  @Test
  void theDraftIsWrittenAndNeverOverAnotherUnlessForced() {
    TwoSamples samples = new TwoSamples(folder);
    samples.write();
    String out = folder.resolve("draft.yaml").toString();
    String[] words = {
      "init",
      folder.resolve("sig.root").toString(),
      folder.resolve("bkg.root").toString(),
      "--out",
      out
    };
    Session first = Session.of(words);
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.lines())
        .contains("400 events; classes sig, bkg; 2 features")
        .last()
        .isEqualTo("the analysis is in " + out + "; train it with ./jpsi train " + out);
    assertThat(
            Session.of(
                    "train",
                    out,
                    "--set",
                    "network.layers=[2]",
                    "--set",
                    "training.epochs=1",
                    "--out",
                    folder.resolve("run").toString())
                .status())
        .isZero();
    Session again = Session.of(words);
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err())
        .contains("expected a file that does not exist yet, found one that does");
    assertThat(
            Session.of("init", folder.resolve("sig.root").toString(), "--out", out, "--force")
                .lines())
        .last()
        .isEqualTo("the analysis is in " + out + "; name a `label:` or a `target:` in it");
    assertThat(Path.of(out)).content().contains("# target: COLUMN");
    assertThat(Files.exists(folder.resolve("run"))).isTrue();
  }

  @Test
  void withoutFilesItSaysSo() {
    Session none = Session.of("init");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("FILE");
  }
}

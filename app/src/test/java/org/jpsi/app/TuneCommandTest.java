package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jpsi tune` as it is used.
class TuneCommandTest {
  @TempDir Path folder;

  @Test
  void aSearchIsPrintedWithItsWinnerAndResumedAlone() throws Exception {
    new TwoSamples(folder).write();
    Path file =
        Files.writeString(
            folder.resolve("toy.yaml"), TwoSamples.YAML + "signal: sig\nreference: false\n");
    String out = folder.resolve("search").toString();
    Session session =
        Session.of(
            "tune",
            file.toString(),
            "--set",
            "training.epochs=2",
            "--key",
            "network.layers=[[4], [8, 4]]",
            "--key",
            "features=[[m_bb], [m_bb, y], [y]]",
            "--trials",
            "4",
            "--out",
            out,
            "--threads",
            "1");
    assertThat(session.status()).as(session.err()).isZero();
    assertThat(session.out())
        .contains("trial 1 of 4, rung 1 of 2: layers=[")
        .containsPattern("(?m)^  AUC 0\\.\\d+ ± 0\\.\\d+$")
        .containsPattern("(?m)^ +trial +layers +features +epochs +AUC$")
        .containsPattern("(?m)^ +\\d \\(winner\\) ")
        .containsPattern("(?m)^winner: --set 'network\\.layers=\\[.*' --set 'features=\\[.*'$")
        .contains("it is chosen among 4 trials by the AUC of the validation events")
        .contains("the run of the winner is in " + folder.resolve("search/winner"))
        .contains("the search is in " + folder.resolve("search/tune.html").toUri());
    Session again = Session.of("tune", "--resume", out);
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.out()).contains("winner: --set").doesNotContain("trial 1 of 4");
    Session both = Session.of("tune", "--resume", out, "--key", "members=[1, 2]");
    assertThat(both.status()).isEqualTo(1);
    assertThat(both.err()).contains("expected no FILE, --set, --out or --force with it");
    assertThat(Session.of("tune", file.toString(), "--factor", "x").status()).isEqualTo(2);
    assertThat(Session.of("tune", file.toString()).err()).contains("[--key] expected a key");
  }

  @Test
  void whoEndsItIsToldHowToGoOn() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long[] now = {0};
    TuneWatch watch =
        new TuneWatch(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8), System.err, false, false),
            () -> now[0]);
    assertThat(watch.stopping(false)).isEmpty();
    assertThat(watch.ended()).isEqualTo("no trial was begun yet, nothing is kept");
    watch.search(Path.of("runs/toy-tune").toAbsolutePath());
    assertThat(watch.ended())
        .startsWith("the trials are kept; go on with: ")
        .endsWith("jpsi tune --resume runs/toy-tune");
    watch.trial("one", 0.5, 0.5);
    now[0] = 10_000_000_000L;
    watch.trial("two", 0.6, 0.5);
    now[0] = 3_600_000_000_000L;
    watch.trial("three", 0.75, 0.5);
    watch.trial("four", 0.55, 0.5);
    watch.close();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "one", "two (about 40 s left)", "three (about 60 min left)", "four (about 9.0 h left)");
  }
}

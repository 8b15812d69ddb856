package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Text from files is escaped once, on its way out: to the terminal, the report, the run's files.
class EscapedTextTest {
  // ESC, a line break, carriage return, tab, right-to-left override, next line, zero width space
  private static final String EVIL = "x\u001b[2J\nfine\r\t\u202e\u0085\u200b";
  private static final String SHOWN = "x\\u001b[2J\\nfine\\r\\t\\u202e\\u0085\\u200b";

  @TempDir Path folder;

  private void demandPlain(String what, String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && !shows(c)).boxed())
        .as("%s: code points that steer a terminal or hide", what)
        .isEmpty();
    // in HTML a line break is a blank
    if (!what.endsWith(".html")) {
      assertThat(text.lines().filter(line -> line.startsWith("fine")))
          .as("%s: lines that a name made", what)
          .isEmpty();
    }
  }

  private static boolean shows(int c) {
    return !Character.isISOControl(c) && c != 0x202e && c != 0x200b;
  }

  private Session run(String... words) {
    Session session = Session.of(words);
    demandPlain(words[0] + "'s results", session.out());
    demandPlain(words[0] + "'s messages", session.err());
    return session;
  }

  private Path events(String name) throws IOException {
    StringBuilder csv = new StringBuilder("\"" + EVIL + "\",y,class\n");
    for (int i = 0; i < 300; i++) {
      csv.append(i % 7).append(".5,").append(i % 11).append(".25,");
      csv.append(i % 2 == 0 ? "\"s" + EVIL + "\"" : "b").append('\n');
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  @Test
  void aLongNameOrCellIsShownByItsBegin() throws IOException {
    String csv = "n".repeat(100_000) + ",y\n1," + "c".repeat(100_000) + "\n2,b\n";
    Path file = Files.writeString(folder.resolve("long.csv"), csv);
    assertThat(run("inspect", file.toString()).out())
        .contains("nnn... (100000 characters)", "ccc... (100000 characters)")
        .hasSizeLessThan(4_000);
  }

  @Test
  void aNameSteersNothingOnItsWayThroughARun() throws IOException {
    Path file = events("e.csv");
    assertThat(run("inspect", file.toString()).out()).contains(SHOWN).doesNotContain("\\\\u001b");
    Path analysis =
        Files.writeString(
            folder.resolve("a.yaml"),
            """
            samples: [{files: e.csv}]
            label: class
            signal: b
            features: all
            network: {layers: [4]}
            training: {epochs: 2}
            """);
    Path out = folder.resolve("run");
    Session train = run("train", analysis.toString(), "--out", out.toString());
    assertThat(train.status()).as(train.out() + train.err()).isZero();
    for (String written :
        new String[] {"metrics.json", "analysis.yaml", "notes.txt", "report.html"}) {
      if (Files.exists(out.resolve(written))) {
        String text = Files.readString(out.resolve(written));
        // the report's own style and script are indented by what they are
        demandPlain(written, text.replace("\t", "").replace("\r", ""));
      }
    }
    assertThat(Files.readString(out.resolve("metrics.json"))).contains("s" + "x\\u001");
    assertThat(run("inspect", out.toString()).out()).contains(SHOWN);
    Path scores = folder.resolve("scores.csv");
    Session applied = run("apply", out.toString(), file.toString(), "--out", scores.toString());
    assertThat(applied.status()).as(applied.err()).isZero();
  }

  @Test
  void aNameSteersNothingInAMessage() throws IOException {
    events("e.csv");
    Path analysis =
        Files.writeString(
            folder.resolve("a.yaml"),
            "samples: [{files: e.csv}]\nlabel: class\nfeatures: [\"`x\\e[2K\\n\\N`\"]\n");
    Session train = run("train", analysis.toString(), "--out", folder.resolve("r").toString());
    assertThat(train.status()).isEqualTo(Main.WRONG_INPUT);
    assertThat(train.err()).contains("x\\u001b[2K\\n\\u0085");
    Session missing = run("inspect", folder.resolve("a\u001b[2Jb").toString());
    assertThat(missing.status()).isEqualTo(Main.WRONG_INPUT);
    assertThat(missing.err()).contains("a\\u001b[2Jb");
  }
}

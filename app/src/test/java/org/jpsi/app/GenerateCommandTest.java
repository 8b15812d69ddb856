package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
  @TempDir Path folder;

  @Test
  void theSameSeedWritesTheSameFileWithAnyNumberOfThreads() throws IOException {
    Path one = folder.resolve("one.root");
    Path two = folder.resolve("two.root");
    assertThat(
            Session.of(
                    "generate",
                    "dimuon",
                    "--events",
                    "3e3",
                    "--threads",
                    "1",
                    "--out",
                    one.toString())
                .status())
        .isZero();
    Session session =
        Session.of(
            "generate", "dimuon", "--events", "3_000", "--threads", "2", "--out", two.toString());
    assertThat(session.out()).startsWith(two + ": 3,000 events of 12 columns in tree events");
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
    assertThat(Tables.read(two, "events").rows()).isEqualTo(3000);
  }

  @Test
  void aFileThatIsThereIsNotReplacedUnlessForced() throws IOException {
    Path file = folder.resolve("here.csv");
    Files.writeString(file, "mine");
    Session session = Session.of("generate", "higgs", "--events", "1", "--out", file.toString());
    assertThat(session.status()).isEqualTo(1);
    assertThat(session.err())
        .isEqualToNormalizingNewlines(
            "["
                + file
                + "] expected a file that does not exist yet, found one that does; choose another"
                + " with --out, or replace it with --force\n");
    assertThat(file).hasContent("mine");
    assertThat(
            Session.of("generate", "higgs", "--events", "1", "--out", file.toString(), "--force")
                .out())
        .startsWith(file + ": 1 events of ")
        .doesNotContain("in tree");
  }

  @Test
  void nonsenseIsRefusedBeforeAnythingIsWritten() {
    assertThat(Session.of("generate", "higs").err()).contains("did you mean higgs?");
    assertThat(Session.of("generate", "higgs", "--events", "0").err())
        .contains("expected a whole number above 0, as 200000 or 2e5, found 0");
    assertThat(Session.of("generate", "higgs", "--threads", "0").err())
        .startsWith("[--threads] expected a number from 1 to 4096, found 0");
    assertThat(
            Session.of("generate", "higgs", "--out", folder.resolve("no/x.root").toString()).err())
        .contains("expected a folder");
    assertThat(
            Session.of("generate", "higgs", "--out", folder.resolve("x.pdf").toString()).status())
        .isEqualTo(1);
  }
}

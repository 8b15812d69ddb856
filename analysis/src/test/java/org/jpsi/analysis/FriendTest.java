package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scores of `apply`, read by uproot and as a friend in real ROOT. Needs a Python with
/// `oracles/requirements.txt`, named by the environment's `JPSI_PYTHON`; skipped without, but not
/// in CI.
@Tag("oracle")
class FriendTest {
  @TempDir Path folder;

  private static List<String> python(String... arguments) throws IOException, InterruptedException {
    String python = System.getenv("JPSI_PYTHON");
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(python != null, "no Python with ROOT and uproot: set JPSI_PYTHON");
    }
    assertThat(python).as("JPSI_PYTHON, in CI").isNotNull();
    List<String> command = new ArrayList<>(List.of(python));
    command.add(Toy.repository().resolve("oracles/friend.py").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).doesNotContain("Error in <", "Warning in <");
    return output.lines().toList();
  }

  private void friends(Path run, Path file, String tree, String column) throws Exception {
    Path out = folder.resolve("friend.root");
    ApplyService.run(
        new ApplyService.ApplyRequest(run, List.of(file), tree, out, 2, false),
        ProgressListener.SILENT);
    Table scores = Tables.read(out, null);
    Table events = Tables.read(file, tree, List.of(column));
    assertThat(scores.rows()).isEqualTo(events.rows());
    ByteBuffer bytes = ByteBuffer.allocate(4 * scores.rows()).order(ByteOrder.LITTLE_ENDIAN);
    int passing = 0;
    double sum = 0;
    for (int i = 0; i < scores.rows(); i++) {
      float score = (float) scores.numbers("score").value(i);
      bytes.putFloat(score);
      if (score > 0.5f && scores.numbers("selected").value(i) != 0) {
        passing++;
        sum += events.numbers(column).value(i);
      }
    }
    assertThat(passing).isBetween(scores.rows() / 20, scores.rows());
    String digest =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    assertThat(
            python(
                file.toString(),
                tree,
                out.toString(),
                "scores.score > 0.5 && scores.selected",
                column))
        .contains(
            "uproot\t" + scores.rows() + "\t" + digest,
            "root\t" + scores.rows() + "\t" + digest,
            "cut\t" + passing + "\t" + sum);
  }

  @Test
  void ofEventsThatWeWrote() throws Exception {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(70_000, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(3000, 2, 0));
    Path analysis =
        Toy.analysis(
            folder,
            "network: {layers: [8]}\ntraining: {epochs: 2}\n"
                + "samples: [{files: sig.root, class: s}, {files: bkg.root, class: b}]\n"
                + "select: y > -0.5\nfeatures: [x, y]\n");
    friends(Toy.train(analysis, folder.resolve("run")), folder.resolve("sig.root"), "t", "x");
  }

  @Test
  void ofEventsThatRootWrote() throws Exception {
    Path file = Toy.data("higgs/Higgs_data.root");
    Path analysis =
        Toy.analysis(
            folder,
            """
            network: {layers: [8]}
            training: {epochs: 2}
            samples:
              - {files: %1$s, tree: sig_tree, class: signal}
              - {files: %1$s, tree: bkg_tree, class: background}
            select: m_jj > 0.8
            """
                .formatted(file));
    friends(Toy.train(analysis, folder.resolve("run")), file, "sig_tree", "m_bb");
  }
}

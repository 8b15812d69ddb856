package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SeedsRunTest {
  @TempDir Path dir;

  private Path train(String keys, String run) throws IOException {
    for (int k = 0; k < 2; k++) {
      Table events = Toy.events(400, k + 1L, 1 - k);
      Toy.write(dir.resolve(k == 0 ? "sig.csv" : "bkg.csv"), "events", Toy.flat(events));
    }
    Path file = dir.resolve("seeds.yaml");
    Files.writeString(
        file,
        """
        samples:
          - {files: sig.csv, class: signal}
          - {files: bkg.csv, class: background}
        features: [x, y]
        reference: false
        importance: false
        """
            + keys);
    Toy.train(file, dir.resolve(run));
    return dir.resolve(run);
  }

  @ParameterizedTest
  @ValueSource(strings = {Toy.QUICK, "members: 2\n" + Toy.QUICK, "model: boosted-trees\n"})
  void theFigureOfEachSeedIsThatOfARunWithItAndTheModelStays(String model) throws IOException {
    Path run = train(model + "seeds: 3\nseed: 7\n", "several");
    JsonNode found = Runs.metrics(run).path("seeds");
    assertThat(found.path("part").asString()).isEqualTo("test");
    assertThat(found.path("each").size()).isEqualTo(3);
    assertThat(found.path("each").get(0).path("seed").asLong()).isEqualTo(7);
    assertThat(found.path("each").get(0).path("auc").asDouble())
        .isEqualTo(Runs.figure(run, "test", "auc"));
    assertThat(found.path("each").get(2).path("seed").asLong()).isEqualTo(9);
    assertThat(found.path("spread").path("loss").asDouble()).isPositive();
    Path alone = train(model + "seed: 7\n", "alone");
    assertThat(Files.readAllBytes(run.resolve("scores.csv")))
        .isEqualTo(Files.readAllBytes(alone.resolve("scores.csv")));
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("The same training with other seeds", "spread over seeds");
    assertThat(Files.readString(run.resolve("analysis.yaml"))).contains("seeds: 3");
    assertThat(Files.readString(alone.resolve("analysis.yaml"))).doesNotContain("seeds: ");
  }

  @Test
  void foldsAreTrainingsAlready() {
    assertThatThrownBy(() -> train("folds: 3\nseeds: 2\n", "folds"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected `seeds:` where there is one training");
    assertThatThrownBy(() -> train("seeds: 0\n", "none"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a whole number from 1 to 100, found 0");
  }
}

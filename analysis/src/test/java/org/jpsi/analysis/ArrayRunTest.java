package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs on columns of fixed-size arrays, whose elements are features.
class ArrayRunTest {
  private static final int EVENTS = 400;

  @TempDir private Path dir;

  @BeforeEach
  void write() {
    Rng rng = Rng.of(3);
    int[] process = new int[EVENTS];
    float[] cells = new float[EVENTS * 4];
    for (int i = 0; i < EVENTS; i++) {
      process[i] = i % 2;
      for (int k = 0; k < 4; k++) {
        cells[4 * i + k] = (float) (rng.normal(4L * i + k) + (k == 2 ? process[i] : 0));
      }
    }
    Toy.write(
        dir.resolve("cells.root"),
        "t",
        Table.of(
            "cells",
            List.of(
                NumberColumn.of("process", "", process),
                NumberColumn.of("cells", "GeV", NumberType.FLOAT32, 4, cells)
                    .withShape(List.of(2, 2)))));
  }

  private Path train(String name, String keys) throws IOException {
    Path file = dir.resolve(name + ".yaml");
    Files.writeString(
        file,
        "samples: [cells.root]\nlabel: process\nsignal: 1\nreference: false\n"
            + "network: {layers: [8]}\ntraining: {epochs: 5, batch: 64}\n"
            + keys);
    Path out = dir.resolve(name);
    TrainService.run(
        new TrainService.TrainRequest(file, List.of(), out, null, 1, true),
        ProgressListener.SILENT);
    return out;
  }

  @Test
  void everyElementOfAnArrayIsAFeatureOfItsName() throws IOException {
    Path run = train("array", "features: [cells]\npreprocessing: {cells: robust}\n");
    Model model = ModelFile.read(run.resolve("model.safetensors"));
    assertThat(model.inputs().get("x").features().names())
        .containsExactly("cells[0][0]", "cells[0][1]", "cells[1][0]", "cells[1][1]");
    assertThat(Files.readString(run.resolve("analysis.yaml"))).contains("\"cells[1][0]\": robust");
    assertThat(Runs.figure(run, "test", "auc")).isBetween(0.6, 0.95);
    // the same as each by its name, and as `all`
    Path elements =
        train(
            "elements",
            "features: [\"cells[0][0]\", \"cells[0][1]\", \"cells[1][0]\", \"cells[1][1]\"]\n"
                + "preprocessing: robust\n");
    assertThat(Runs.figure(elements, "test", "auc")).isEqualTo(Runs.figure(run, "test", "auc"));
    Path applied = dir.resolve("scores.root");
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run, List.of(dir.resolve("cells.root")), null, applied, 1, false),
        ProgressListener.SILENT);
    Runs.sameScores(run, List.of(applied));
    assertThat(train("all", "features: all\npreprocessing: robust\n").resolve("metrics.json"))
        .exists();
  }

  @Test
  void anElementAndItsArrayAreNotTakenTwice() {
    assertThatThrownBy(() -> train("twice", "features: [cells, \"cells[0][1]\"]\n"))
        .hasMessageContaining("expected different names, found cells[0][1] twice");
    assertThatThrownBy(() -> train("flat", "features: [\"cells[3]\"]\n"))
        .hasMessageContaining("expected 2 indices from 0 to 1 and 0 to 1, as in cells[0][0]");
  }
}

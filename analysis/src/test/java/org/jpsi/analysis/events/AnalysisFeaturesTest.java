package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.analysis.Toy;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisFeaturesTest {
  @TempDir Path folder;

  @Test
  void whatAllLeavesOutIsSaidOnceForEachReason() {
    String[] words = new String[400];
    Arrays.fill(words, "w");
    Table events = Toy.with(Toy.mixed(400, 5), new TextColumn("comment", words));
    Toy.write(folder.resolve("all.root"), "t", events);
    List<String> notes = new ArrayList<>();
    ProgressListener watch = Toy.noting(notes);
    Path analysis =
        Toy.analysis(
            folder,
            Toy.QUICK
                + """
                samples: [all.root]
                target: target
                weight: "kind < 2 ? 1 : 0"
                spectators: [y]
                features: all
                """);
    TrainService.run(Toy.request(analysis, folder.resolve("run"), "training.epochs=1"), watch);
    assertThat(notes)
        .filteredOn(note -> note.startsWith("excluded"))
        .containsExactlyInAnyOrder(
            "excluded from the features: w, since its name is that of a weight; set `weight:` where"
                + " it weights the events, or name it in `features:` to take it in",
            "excluded from the features: target, since it is part of a target",
            "excluded from the features: word, comment, since each is text; a feature can"
                + " compare it, as in `name == 'x'`",
            "excluded from the features: eventNumber, since its name is that of a number of the"
                + " event, run or the like; name it in `features:` to take it in");
  }
}

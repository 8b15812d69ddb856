package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.analysis.Toy;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Features that nearly are the label or the target.
class LeakSuspicionTest {
  @TempDir Path folder;

  /// A copy of the label, smeared, with one event on the wrong side.
  private void write() {
    int n = 2000;
    Rng rng = Rng.of(9);
    Table toy = Toy.flat(Toy.mixed(n, 1));
    double[] leak =
        IntStream.range(0, n)
            .mapToDouble(i -> toy.numbers("kind").value(i) + 0.5 * rng.uniform(i))
            .toArray();
    int wrong = IntStream.range(0, n).filter(i -> leak[i] >= 1).findFirst().orElseThrow();
    leak[wrong] = 0.48;
    double[] target = toy.numbers("target").toDoubles();
    Table all = Toy.with(toy, NumberColumn.of("leak", "", leak));
    double[] copy = IntStream.range(0, n).mapToDouble(i -> 3 * target[i] - 1).toArray();
    Toy.write(folder.resolve("all.csv"), "t", Toy.with(all, NumberColumn.of("copy", "", copy)));
  }

  private TrainService.TrainResult train(String yaml) {
    return TrainService.run(
        Toy.request(Toy.analysis(folder, Toy.QUICK + yaml), folder.resolve("run")),
        ProgressListener.SILENT);
  }

  @Test
  void aNamedFeatureThatNearlyIsTheLabelIsToldFirst() throws IOException {
    write();
    TrainService.TrainResult run =
        train("samples: [all.csv]\nlabel: kind\nfeatures: [x, y, leak]\n");
    assertThat(run.headline())
        .startsWith(
            "SUSPECTED LEAK: feature leak alone nearly is the class (its value alone names the"
                + " class of 99.9")
        .contains("; if it was made of it, no figure here means anything. On ");
    String report = Files.readString(run.folder().resolve("report.html"));
    assertThat(report.indexOf("SUSPECTED LEAK: feature leak"))
        .isPositive()
        .isLessThan(report.indexOf("tells"));
  }

  @Test
  void oneThatAllChoseEndsTheRun() {
    write();
    String yaml = "samples: [all.csv]\nlabel: kind\nspectators: [target, copy%s]\n";
    assertThatThrownBy(() -> train(yaml.formatted("") + "features: all\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected features that do not contain the class, found leak, which nearly does: its"
                + " value alone names the class of 99.9")
        .hasMessageContaining(
            "leave it out by `spectators: [leak]` or, if it is known of the events to be scored,"
                + " name it: `features: [all, leak]`");
    assertThat(train(yaml.formatted("") + "features: [all, leak]\n").headline())
        .startsWith("SUSPECTED LEAK: feature leak");
  }

  @Test
  void oneThatIsLeftOutOrMeantIsNotTold() {
    write();
    String spectators = "samples: [all.csv]\nlabel: kind\nspectators: [target, copy, leak]\n";
    assertThat(train(spectators + "features: all\n").headline()).startsWith("On ");
  }

  @Test
  void allowLeakMeansIt() {
    write();
    assertThat(
            train("samples: [all.csv]\nlabel: kind\nfeatures: [x, leak]\nallowLeak: true\n")
                .headline())
        .startsWith("On ");
  }

  @Test
  void aCopyOfTheTargetIsSuspectedToo() {
    write();
    String yaml = "samples: [all.csv]\ntarget: target\nspectators: [leak, kind]\nfeatures: ";
    for (String all : List.of("all", "[all, x * y]")) {
      assertThatThrownBy(() -> train(yaml + all + "\n"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("expected features that do not contain the target, found copy,");
    }
    assertThat(train(yaml + "[x, copy]\n").headline())
        .startsWith(
            "SUSPECTED LEAK: feature copy alone nearly is the target (its rank correlation");
  }
}

package org.jpsi.analysis.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jpsi.analysis.Runs;
import org.jpsi.analysis.Toy;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run folder: whose it is, and what a new run may take the place of.
class RunFolderTest {
  @TempDir Path folder;
  private Path analysis = Path.of("");

  @BeforeEach
  void samples() {
    Toy.write(folder.resolve("all.root"), "t", Toy.mixed(600, 1));
    analysis =
        Toy.analysis(
            folder,
            Toy.QUICK
                + """
                samples: [all.root]
                label: kind
                features: [x, y]
                """);
  }

  /// Does something after an epoch.
  private static ProgressListener after(int epoch, Runnable what) {
    return new ProgressListener() {
      @Override
      public void epoch(Epoch done) {
        if (done.number() == epoch) {
          what.run();
        }
      }
    };
  }

  private Path run() {
    return folder.resolve("run");
  }

  private Path partial() {
    return RunFolder.partial(run());
  }

  private Path checkpoint() {
    return partial().resolve(RunFolder.CHECKPOINT);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void resume() {
    TrainService.run(
        new TrainService.TrainRequest(null, List.of(), null, run(), 2, false),
        ProgressListener.SILENT);
  }

  private void interrupted() {
    assertThatThrownBy(() ->
            TrainService.run(
                Toy.request(analysis, run()),
                after(
                    2,
                    () -> {
                      throw new IllegalStateException("ended");
                    })))
        .hasMessageStartingWith("ended");
  }

  /// What a kill before the first checkpoint leaves has nothing to lose.
  @Test
  void anUnfinishedRunWithoutACheckpointIsBegunAgain() throws IOException {
    interrupted();
    assertThatThrownBy(() -> Toy.train(analysis, run()))
        .hasMessageContaining("an unfinished run exists; finish it with --resume");
    Path yaml = partial().resolve(RunFolder.ANALYSIS);
    Files.move(yaml, folder.resolve("aside"));
    assertThatThrownBy(() -> Toy.train(analysis, run()))
        .hasMessageContaining("put its analysis.yaml back and finish it with --resume");
    Files.move(folder.resolve("aside"), yaml);
    Files.delete(checkpoint());
    Toy.train(analysis, run());
    assertThat(names()).containsExactly("all.root", "run", "toy.yaml");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stoppedBeforeTheFirstEpochNothingIsLeft(int batches) throws IOException {
    TrainService.TrainResult result =
        TrainService.run(
            Toy.request(analysis, folder.resolve("runs/run")),
            new ProgressListener() {
              private int seen;

              @Override
              public boolean stop() {
                return ++seen >= batches;
              }
            });
    assertThat(result.stopped()).isTrue();
    assertThat(result.written()).isFalse();
    assertThat(names()).containsExactly("all.root", "toy.yaml");
  }

  private static void refused(Consumer<Boolean> other) {
    for (boolean force : List.of(false, true)) {
      assertThatThrownBy(() -> other.accept(force))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("expected a run folder that nobody writes to now, found one that")
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ")
          .hasMessageContaining("is writing to; wait for its end")
          .message()
          .doesNotContain("--resume", "--force");
    }
  }

  @Test
  void aRunHasOneOwnerFromItsFirstByteToItsEnd() throws IOException {
    Map<String, byte[]> straight = Toy.files(Toy.train(analysis, folder.resolve("straight")));
    List<String> tried = new ArrayList<>();
    ProgressListener others =
        new ProgressListener() {
          private void attack(String moment) {
            refused(force ->
                TrainService.run(
                    new TrainService.TrainRequest(
                        analysis, List.of("seed=5"), folder.resolve("run"), null, 1, force),
                    ProgressListener.SILENT));
            refused(_ -> RunFolder.ofProgram(folder.resolve("run")));
            refused(_ -> resume());
            tried.add(moment);
          }

          @Override
          public void stage(String what) {
            attack(what.replaceAll(" .*", ""));
          }

          @Override
          public void epoch(Epoch epoch) {
            attack("epoch " + epoch.number());
          }
        };
    TrainService.run(Toy.request(analysis, run()), others);
    assertThat(tried)
        .containsAll(Arrays.asList("reading", "epoch 1", "epoch 4", "scoring", "drawing"));
    Runs.same(Toy.files(run()), straight);
    assertThat(names()).containsExactly("all.root", "run", "straight", "toy.yaml");
  }
}

package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jpsi.analysis.folder.RunFolder;
import org.jpsi.analysis.folder.UnfinishedRun;
import org.jpsi.analysis.folder.UnfinishedRunException;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.train.TrainingStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that fail, each in its own way, and what is left of them.
class RunKeptTest {
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

  private Throwable failing(ProgressListener listener, String... settings) {
    return catchThrowable(() -> TrainService.run(Toy.request(analysis, run(), settings), listener));
  }

  private static TrainService.TrainRequest resumption(Path run) {
    return new TrainService.TrainRequest(null, List.of(), null, run, 2, false);
  }

  private void resume(ProgressListener listener) {
    TrainService.run(resumption(run()), listener);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// A disk that is full as soon as this file is written: `/dev/full` where there is one.
  private void full(String name) {
    try {
      Path device = Path.of("/dev/full");
      if (Files.exists(device)) {
        Files.createSymbolicLink(partial().resolve(name), device);
      } else if (name.equals("plots")) {
        Files.writeString(partial().resolve(name), "in the way");
      } else {
        Files.createDirectory(partial().resolve(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.safetensors",
        "history.csv",
        "scores.root",
        "metrics.json",
        "report.html",
        "plots"
      })
  void aFullDiskAtAnyStageKeepsTheCheckpoint(String name) throws IOException {
    Map<String, byte[]> straight = Toy.files(Toy.train(analysis, folder.resolve("straight")));
    Throwable failure = failing(after(2, () -> full(name)));
    assertThat(failure)
        .isInstanceOf(UnfinishedRunException.class)
        .hasCauseInstanceOf(InputException.class)
        .hasMessageContaining(name)
        .hasMessageEndingWith(": go on with --resume " + run());
    assertThat(partial()).isDirectoryContaining("glob:**/{analysis.yaml,notes.txt}");
    assertThat(checkpoint()).exists();
    assertThat(run()).doesNotExist();
    Files.delete(partial().resolve(name));
    resume(ProgressListener.SILENT);
    Runs.same(Toy.files(run()), straight);
  }

  @Test
  void aDiskThatIsFullForACheckpointEndsTheRunAndKeepsIt() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no device that is always full");
    Map<String, byte[]> straight = Toy.files(Toy.train(analysis, folder.resolve("straight")));
    Path aside = folder.resolve("aside");
    Throwable failure =
        failing(
            after(
                2,
                () -> {
                  try {
                    Files.move(checkpoint(), aside);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                  full(RunFolder.CHECKPOINT);
                }));
    assertThat(failure)
        .isInstanceOf(UnfinishedRunException.class)
        .hasMessageStartingWith("[" + checkpoint() + "] cannot be written: No space left on device")
        .hasMessageEndingWith(
            "; the run is kept as it was after epoch 2: go on with --resume " + run());
    Files.delete(checkpoint());
    Files.move(aside, checkpoint());
    resume(ProgressListener.SILENT);
    Runs.same(Toy.files(run()), straight);
  }

  static List<Supplier<Throwable>> reasons() {
    return List.of(
        () -> InputException.at("a.root").says("cannot be read").exception(),
        () -> new OutOfMemoryError("Java heap space"),
        () -> new StackOverflowError(),
        () -> new IllegalStateException("a bug"));
  }

  private static <E extends Throwable> void raise(Throwable what) throws E {
    @SuppressWarnings("unchecked")
    E any = (E) what;
    throw any;
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void whateverFailsAfterTheFirstCheckpointTheRunGoesOn(Supplier<Throwable> reason)
      throws IOException {
    Map<String, byte[]> straight = Toy.files(Toy.train(analysis, folder.resolve("straight")));
    Throwable thrown = reason.get();
    Throwable failure = failing(after(2, () -> RunKeptTest.<RuntimeException>raise(thrown)));
    assertThat(failure)
        .isInstanceOfSatisfying(
            UnfinishedRunException.class,
            unfinished -> {
              assertThat(unfinished.reason()).isSameAs(thrown);
              assertThat(unfinished.run()).isEqualTo(new UnfinishedRun(run(), 2, false));
            })
        .hasMessageEndingWith(
            "; the run is kept as it was after epoch 2: go on with --resume " + run());
    // and again, on the resumed one
    Throwable again = reason.get();
    assertThatThrownBy(() -> resume(after(3, () -> RunKeptTest.<RuntimeException>raise(again))))
        .isInstanceOf(UnfinishedRunException.class)
        .hasMessageContaining("as it was after epoch 3");
    resume(ProgressListener.SILENT);
    Runs.same(Toy.files(run()), straight);
    assertThat(names()).containsExactly("all.root", "run", "straight", "toy.yaml");
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void beforeTheFirstCheckpointNothingIsLeft(Supplier<Throwable> reason) throws IOException {
    Throwable thrown = reason.get();
    ProgressListener atOnce =
        new ProgressListener() {
          @Override
          public void step(TrainingStep step) {
            RunKeptTest.<RuntimeException>raise(thrown);
          }
        };
    assertThat(
            catchThrowable(
                () -> TrainService.run(Toy.request(analysis, folder.resolve("new/run")), atOnce)))
        .isSameAs(thrown);
    assertThat(names()).containsExactly("all.root", "toy.yaml");
  }

  @Test
  void aResumedRunIsNeverRemoved() throws IOException {
    failing(after(2, () -> RunKeptTest.<RuntimeException>raise(new Error("ended"))));
    Files.delete(checkpoint());
    ProgressListener atOnce =
        new ProgressListener() {
          @Override
          public void step(TrainingStep step) {
            throw new IllegalStateException("again");
          }
        };
    assertThatThrownBy(() -> resume(atOnce))
        .isInstanceOf(UnfinishedRunException.class)
        .hasMessage("again; the unfinished run is kept: go on with --resume " + run());
    assertThat(partial().resolve(RunFolder.ANALYSIS)).exists();
  }

  @Test
  void aRunThatCannotGetItsNameIsKept() throws IOException {
    Throwable failure =
        failing(
            after(
                3,
                () -> {
                  try {
                    Files.createDirectory(run());
                    Files.writeString(run().resolve("thesis.tex"), "mine");
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
    assertThat(failure)
        .isInstanceOf(UnfinishedRunException.class)
        .hasMessageContaining("[" + run() + "] cannot be written")
        .hasMessageContaining("the trained model is kept in " + partial());
    assertThat(Toy.files(run())).containsOnlyKeys("thesis.tex");
    assertThat(Toy.files(partial()))
        .containsKeys("checkpoint.safetensors", "notes.txt", "model.safetensors", "report.html");
    Files.delete(run().resolve("thesis.tex"));
    Files.delete(run());
    resume(ProgressListener.SILENT);
    assertThat(Toy.files(run())).containsKey("report.html").doesNotContainKey("notes.txt");
  }

  /// Trees have no checkpoint: what took time is their model.
  @Test
  void aTrainedForestOutlivesAFullDisk() throws IOException {
    ProgressListener atTheEnd =
        new ProgressListener() {
          @Override
          public void writing() {
            full("metrics.json");
          }
        };
    Throwable failure = failing(atTheEnd, "model=random-forest");
    assertThat(failure)
        .isInstanceOf(UnfinishedRunException.class)
        .hasMessageContaining("the trained model is kept in " + partial())
        .hasMessageEndingWith(": go on with --resume " + run());
    byte[] model = Files.readAllBytes(partial().resolve(RunFolder.MODEL));
    resume(ProgressListener.SILENT);
    assertThat(run().resolve(RunFolder.MODEL)).hasBinaryContent(model);
    assertThat(run().resolve("report.html")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "best"})
  void aCheckpointOfWeightsThatAreNotFiniteIsRefusedAndLeft(String name) {
    failing(after(2, () -> RunKeptTest.<RuntimeException>raise(new Error("ended"))));
    for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      Safetensors stored = Safetensors.read(checkpoint());
      Map<String, Safetensors.Array> arrays = new LinkedHashMap<>(stored.arrays());
      float[] values = stored.array(name, "checkpoint").values().clone();
      values[values.length / 2] = bad;
      arrays.put(name, new Safetensors.Array(new int[] {values.length}, values));
      new Safetensors(arrays, stored.metadata()).write(checkpoint());
      Map<String, byte[]> before = Toy.files(partial());
      assertThatThrownBy(() -> resume(ProgressListener.SILENT))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "["
                  + checkpoint()
                  + "] expected a checkpoint of finite weights, found one with NaN or infinite"
                  + " ones; restore the file from a copy, or train anew with a smaller learning"
                  + " rate");
      Runs.same(Toy.files(partial()), before);
    }
  }

  @Test
  void aTrainingThatDivergesLaterIsARunOfItsBestEpoch() throws IOException {
    List<String> notes = new ArrayList<>();
    TrainService.TrainResult result =
        TrainService.run(
            Toy.request(
                analysis,
                run(),
                "label=",
                "target=target",
                "training.optimizer={sgd: {learningRate: 2}}",
                "training.epochs=40",
                "training.patience=0",
                "network={layers: [], dropout: 0}"),
            Toy.noting(notes));
    assertThat(result.divergence()).isPresent();
    assertThat(result.divergence().orElseThrow().remedy())
        .startsWith("use a smaller learning rate");
    assertThat(notes).anyMatch(note -> note.startsWith("DIVERGED: the "));
    assertThat(Runs.metrics(run()).path("ending").asString()).isEqualTo("diverged");
    assertThat(Runs.metrics(run()).path("bestEpoch").asInt()).isPositive();
    assertThat(Runs.figure(run(), "test", "rmse")).isPositive().isFinite();
    assertThat(Files.readString(run().resolve("report.html"))).contains("DIVERGED: the ");
    assertThat(names()).containsExactly("all.root", "run", "toy.yaml");
  }
}

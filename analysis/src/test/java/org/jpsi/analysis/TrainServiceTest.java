package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.train.TrainingStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A run from the analysis file to the folder.
class TrainServiceTest {
  @TempDir Path folder;
  private Path analysis = Path.of("");

  @BeforeEach
  void samples() {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(600, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(700, 2, 0));
    // `kind` and `word` tell the classes, so that there is something to note.
    analysis =
        Toy.analysis(
            folder,
            Toy.QUICK
                + """
                signal: signal
                samples:
                  - {files: sig.root, class: signal}
                  - {files: bkg.root, class: background}
                weight: w
                select: y > -1
                spectators: [eventNumber, word]
                """);
  }

  private Path run(String name, String... settings) {
    return Toy.train(analysis, folder.resolve(name), settings);
  }

  private TrainService.TrainResult resume(String name) {
    return TrainService.run(
        new TrainService.TrainRequest(null, List.of(), null, folder.resolve(name), 2, false),
        ProgressListener.SILENT);
  }

  private static List<String> keys(JsonNode node) {
    return StreamSupport.stream(node.propertyNames().spliterator(), false).toList();
  }

  @Test
  void theFolderIsWhole() throws IOException {
    Path run = run("run");
    Set<String> files = Toy.files(run).keySet();
    assertThat(files)
        .contains(
            "analysis.yaml",
            "history.csv",
            "metrics.json",
            "model.safetensors",
            "report.html",
            "scores.root")
        .anyMatch(f -> f.matches("plots/.*\\.svg"))
        .allMatch(f -> f.startsWith("plots/") || !f.contains("/") && !f.startsWith("."))
        .hasSizeGreaterThan(10);
    assertThat(files.stream().filter(f -> !f.startsWith("plots/"))).hasSize(6);
    assertThat(folder.resolve("run.partial")).doesNotExist();

    JsonNode metrics = Runs.metrics(run);
    assertThat(metrics.path("task").asString()).isEqualTo("binary");
    int events = 0;
    for (String part : List.of("train", "validation", "test")) {
      assertThat(keys(metrics.path(part)))
          .containsExactly(
              "events",
              "weight",
              "loss",
              "auc",
              "auc_error",
              "accuracy",
              "accuracy_error",
              "brier",
              "brier_error",
              "effective_events");
      events += metrics.path(part).path("events").asInt();
      assertThat(Runs.figure(run, part, "auc")).isBetween(0.75, 1.0);
    }
    assertThat(events).isBetween(1000, 1200);
    assertThat(Runs.scores(run).rows()).isEqualTo(metrics.path("test").path("events").asInt());
    double weight = 0;
    for (double w : Runs.values(Runs.scores(run), "weight")) {
      weight += w;
    }
    assertThat(Runs.figure(run, "test", "weight")).isEqualTo(weight);

    List<String> history = Files.readAllLines(run.resolve("history.csv"));
    assertThat(history)
        .hasSize(5)
        .first()
        .isEqualTo("epoch,train_loss,validation_loss,auc,learning_rate,penalty");
    assertThat(history.getLast()).matches("4(,[0-9.E-]+){5}");
    assertThat(Runs.scores(run).names())
        .containsExactly("score", "input", "entry", "label", "weight", "eventNumber", "word");
  }

  // A batch of one shard, and of three.
  @ParameterizedTest
  @ValueSource(ints = {20, 700})
  void threadsChangeNoByteOfAnyFile(int batch) {
    List<String> settings = List.of("training.batch=" + batch);
    Map<String, byte[]> first = Toy.files(run("one", settings.getFirst()));
    for (int threads : new int[] {1, 2, 3}) {
      Path out = folder.resolve("threads" + threads);
      TrainService.run(
          new TrainService.TrainRequest(analysis, settings, out, null, threads, false),
          ProgressListener.SILENT);
      Runs.same(Toy.files(out), first);
    }
  }

  @Test
  void anotherSeedGivesAnotherModel() {
    assertThat(Toy.files(run("a")).get("model.safetensors"))
        .isNotEqualTo(Toy.files(run("b", "seed=2")).get("model.safetensors"));
  }

  @Test
  void theAnalysisAsItRanTrainsTheSameModel() {
    Path first = run("deep/er/first");
    Path again = Toy.train(first.resolve("analysis.yaml"), folder.resolve("again"));
    Map<String, byte[]> one = Toy.files(first);
    Map<String, byte[]> other = Toy.files(again);
    for (String name : List.of("model.safetensors", "metrics.json", "history.csv", "scores.root")) {
      assertThat(other.get(name)).as(name).isEqualTo(one.get(name));
    }
    assertThat(AnalysisReader.read(again.resolve("analysis.yaml"), List.of()).analysis())
        .isEqualTo(
            AnalysisReader.read(first.resolve("analysis.yaml"), List.of())
                .analysis()
                .rebased(first, again));
  }

  /// Ends like a kill where it is told: nothing of the program's own runs any more.
  private static ProgressListener killed(int epoch, int batches) {
    return new ProgressListener() {
      private int left = batches;

      @Override
      public void step(TrainingStep step) {
        if (step.epoch() == epoch && left-- == 0) {
          throw new IllegalStateException("killed");
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void killedAndResumedARunEndsInTheSameBytes(int epoch) throws IOException {
    Map<String, byte[]> straight = Toy.files(run("straight"));
    assertThatThrownBy(() ->
            TrainService.run(Toy.request(analysis, folder.resolve("killed")), killed(epoch, 1)))
        .hasMessageStartingWith("killed; the run is kept as it was after epoch ");
    Path partial = folder.resolve("killed.partial");
    assertThat(partial).exists();
    assertThat(folder.resolve("killed")).doesNotExist();
    // what a kill in the middle of writing leaves
    Files.writeString(partial.resolve(".scores.root.0123456789abcdef.partial"), "half");
    Files.writeString(partial.resolve("checkpoint.safetensors.partial"), "half");
    Files.createDirectories(partial.resolve("plots"));
    Files.writeString(partial.resolve("plots/old.svg"), "<svg");
    resume("killed");
    assertThat(partial).doesNotExist();
    Runs.same(Toy.files(folder.resolve("killed")), straight);
  }

  @Test
  void killedAfterTheLastEpochOnlyTheRestIsDone() {
    Map<String, byte[]> straight = Toy.files(run("straight"));
    ProgressListener atTheReport =
        new ProgressListener() {
          @Override
          public void stage(String what) {
            if (what.contains("report")) {
              throw new Error("killed"); // as no bug of ours: that one ends the run
            }
          }
        };
    assertThatThrownBy(
            () -> TrainService.run(Toy.request(analysis, folder.resolve("killed")), atTheReport))
        .hasMessageStartingWith("killed; the trained model is kept in ");
    resume("killed");
    Runs.same(Toy.files(folder.resolve("killed")), straight);
  }

  @Test
  void aProcessThatIsKilledIsResumed() throws Exception {
    Map<String, byte[]> straight = Toy.files(run("straight", "training.epochs=60"));
    Path out = folder.resolve("killed");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Toy.repository().resolve("jvm.args"),
                "-cp",
                System.getProperty("java.class.path"),
                TrainServiceTest.class.getName(),
                analysis.toString(),
                out.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    child.getOutputStream().close();
    // It says "3" after its third epoch and waits.
    assertThat(child.getInputStream().read()).isEqualTo('3');
    child.destroyForcibly().waitFor();
    assertThat(folder.resolve("killed.partial/checkpoint.safetensors")).exists();
    resume("killed");
    Runs.same(Toy.files(out), straight);
  }

  /// The process that is killed.
  static void main(String[] args) {
    ProgressListener watch =
        new ProgressListener() {
          @Override
          public void epoch(Epoch epoch) {
            if (epoch.number() == 3) {
              System.out.print('3');
              System.out.flush();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          }
        };
    TrainService.run(Toy.request(Path.of(args[0]), Path.of(args[1]), "training.epochs=60"), watch);
  }

  @Test
  void whatWasResumedWithOtherDataIsRefusedAndKept() {
    assertThatThrownBy(
            () -> TrainService.run(Toy.request(analysis, folder.resolve("killed")), killed(3, 0)))
        .hasMessageStartingWith("killed; the run is kept as it was after epoch ");
    Map<String, byte[]> before = Toy.files(folder.resolve("killed.partial"));
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(600, 77, 1));
    assertThatThrownBy(() -> resume("killed"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a checkpoint of this analysis on these events")
        .hasMessageContaining("resume with the analysis file and the data it began with");
    Runs.same(Toy.files(folder.resolve("killed.partial")), before);
  }

  private static ProgressListener stopping(int batches) {
    return new ProgressListener() {
      private int seen;

      @Override
      public boolean stop() {
        return ++seen >= batches;
      }
    };
  }

  @Test
  void stoppedAfterAnEpochTheRunIsWritten() throws IOException {
    TrainService.TrainResult result =
        TrainService.run(Toy.request(analysis, folder.resolve("run")), stopping(80));
    assertThat(result.stopped()).isTrue();
    assertThat(result.written()).isTrue();
    Set<String> files = Toy.files(folder.resolve("run")).keySet();
    assertThat(files).contains("model.safetensors", "metrics.json", "report.html", "scores.root");
    assertThat(folder.resolve("run.partial")).doesNotExist();
    JsonNode metrics = Runs.metrics(folder.resolve("run"));
    assertThat(metrics.path("ending").asString()).isEqualTo("stopped");
    assertThat(metrics.path("epochs").asInt()).isEqualTo(2);
    assertThat(Files.readAllLines(folder.resolve("run/history.csv"))).hasSize(3);
    assertThat(Runs.figure(folder.resolve("run"), "test", "auc")).isBetween(0.3, 1.0);
  }

  @Test
  void theModelHoldsNeitherPathNorTimeNorMachine() throws Exception {
    Path run = run("run");
    byte[] bytes = Files.readAllBytes(run.resolve("model.safetensors"));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    JsonNode header =
        JsonMapper.shared().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
    long end = 0;
    for (String name : keys(header)) {
      if (!name.equals("__metadata__")) {
        JsonNode array = header.path(name);
        assertThat(array.path("dtype").asString()).isEqualTo("F32");
        assertThat(array.path("data_offsets").path(0).asLong()).isEqualTo(end);
        long count = 4;
        for (JsonNode dimension : array.path("shape")) {
          count *= dimension.asLong();
        }
        end += count;
        assertThat(array.path("data_offsets").path(1).asLong()).isEqualTo(end);
      }
    }
    assertThat(8L + length + end).isEqualTo(bytes.length);
    String metadata = header.path("__metadata__").toString();
    assertThat(metadata)
        .contains("bkg.root", "y > -1")
        .doesNotContain(folder.toString())
        .doesNotContain(folder.getFileName().toString())
        .doesNotContain("threads")
        .doesNotContain(java.time.Year.now() + "-")
        .doesNotContain(System.getProperty("java.vm.version"))
        .doesNotContain(java.net.InetAddress.getLocalHost().getHostName() + "\"");
  }

  @Test
  void elsewhereTheSameFilesGiveTheSameModel() throws IOException {
    Path moved = Files.createDirectories(folder.resolve("somewhere/else"));
    for (String name : List.of("sig.root", "bkg.root", "toy.yaml")) {
      Files.copy(folder.resolve(name), moved.resolve(name));
    }
    assertThat(Toy.files(Toy.train(moved.resolve("toy.yaml"), moved.resolve("run"))))
        .containsEntry("model.safetensors", Toy.files(run("run")).get("model.safetensors"));
  }

  @Test
  void notesAreToldAndKeptInTheReport() throws IOException {
    List<String> notes = new ArrayList<>();
    ProgressListener watch = Toy.noting(notes);
    TrainService.run(Toy.request(analysis, folder.resolve("run")), watch);
    assertThat(notes)
        .anyMatch(n -> n.startsWith("EXCLUDED from the features: kind, since it alone tells"));
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("EXCLUDED from the features: kind");
  }

  @Test
  void forceReplacesARunAndNothingElse() throws IOException {
    Path run = run("run");
    byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
    TrainService.TrainRequest again =
        new TrainService.TrainRequest(analysis, List.of("seed=5"), run, null, 1, true);
    assertThatThrownBy(() -> run("run"))
        .hasMessage(
            "["
                + run
                + "] expected a folder that does not exist yet, found one with an earlier run or"
                + " other files; choose another with --out, or replace it with --force");
    Files.writeString(run.resolve("thesis.tex"), "mine");
    assertThatThrownBy(() -> TrainService.run(again, ProgressListener.SILENT))
        .hasMessageContaining("expected only the files of an earlier run, to be replaced (--force)")
        .hasMessageContaining("found thesis.tex");
    assertThat(run.resolve("thesis.tex")).hasContent("mine");
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
    Files.delete(run.resolve("thesis.tex"));
    TrainService.run(again, ProgressListener.SILENT);
    assertThat(Files.readAllBytes(run.resolve("model.safetensors"))).isNotEqualTo(model);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("sig.root", "bkg.root", "toy.yaml", "run");
    }
  }

  @Test
  void anUnfinishedRunIsNotTrampled() {
    assertThatThrownBy(
            () -> TrainService.run(Toy.request(analysis, folder.resolve("run")), killed(2, 0)))
        .hasMessageStartingWith("killed; the run is kept as it was after epoch ");
    assertThatThrownBy(() -> run("run"))
        .hasMessageContaining("an unfinished run exists; finish it with --resume")
        .hasMessageContaining("or start again with --force");
    resume("run");
    assertThatThrownBy(() -> resume("run"))
        .hasMessageContaining("expected an unfinished run in")
        .hasMessageContaining("found a finished one; there is nothing to resume");
  }
}

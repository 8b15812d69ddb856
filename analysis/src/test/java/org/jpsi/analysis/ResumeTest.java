package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.tensor.Engine;
import org.jpsi.core.train.TrainingStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that one version begins and another finishes.
class ResumeTest {
  @TempDir Path folder;

  private Path partial() {
    return folder.resolve("run.partial");
  }

  private Path checkpoint() {
    return partial().resolve("checkpoint.safetensors");
  }

  private Path resume() {
    return TrainService.run(
            new TrainService.TrainRequest(null, List.of(), null, folder.resolve("run"), 2, false),
            ProgressListener.SILENT)
        .folder();
  }

  /// Folder of a run of version 0.1.0 that was killed in the fourth of six epochs, and the model of
  /// the one that was not.
  private static Path kept() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(ResumeTest.class.getResource("/runs/0.1")).toURI());
  }

  private void interrupted() throws IOException, URISyntaxException {
    Files.createDirectory(partial());
    Files.copy(kept().resolve("events.csv"), folder.resolve("events.csv"));
    for (String name : List.of("analysis.yaml", "checkpoint.safetensors", "notes.txt")) {
      Files.copy(kept().resolve("interrupted").resolve(name), partial().resolve(name));
    }
  }

  private void changeAnalysis(UnaryOperator<String> change) throws IOException {
    Path file = partial().resolve("analysis.yaml");
    String text = Files.readString(file);
    assertThat(change.apply(text)).isNotEqualTo(text);
    Files.writeString(file, change.apply(text));
  }

  private void changeCheckpoint(String name, UnaryOperator<String> change) {
    Safetensors stored = Safetensors.read(checkpoint());
    Map<String, String> metadata = new LinkedHashMap<>(stored.metadata());
    String before = metadata.getOrDefault(name, "");
    metadata.put(name, change.apply(before));
    assertThat(metadata.get(name)).isNotEqualTo(before);
    new Safetensors(stored.arrays(), metadata).write(checkpoint());
  }

  /// Version 0.1 shuffled and summed events by another arithmetic.
  @Test
  void aRunThatVersion01BeganIsRefusedAndLeft() throws Exception {
    interrupted();
    Map<String, byte[]> before = Toy.files(partial());
    assertThatThrownBy(this::resume)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + checkpoint()
                + "] expected a checkpoint of arithmetic "
                + Engine.ARITHMETIC
                + ", by which this version trains, found one of arithmetic 1; finish the run with"
                + " the version that began it, or train anew");
    Runs.same(Toy.files(partial()), before);
  }

  /// A version that knew fewer keys wrote neither `groups` nor `gradientAccumulators` nor
  /// `allowLeak`.
  @Test
  void keysThatAnOlderVersionDidNotKnowAreAtTheirDefaults() throws Exception {
    begin();
    UnaryOperator<String> older =
        text -> text.replaceAll("(?m)^ *(groups|gradientAccumulators|allowLeak): .*\n", "");
    changeAnalysis(older);
    changeCheckpoint("of", older);
    assertThat(resume().resolve("model.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("straight/model.safetensors"));
  }

  /// The other way round: what is at its default may be told or not.
  @Test
  void anAnalysisThatLeavesOutWhatTheCheckpointTellsIsTheSame() throws Exception {
    begin();
    changeAnalysis(
        text -> text.replaceAll("(?m)^ *(groups|gradientAccumulators|yields|clip): .*\n", ""));
    resume();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gradientAccumulators: 8>gradientAccumulators: 4",
        "dropout: 0.1>dropout: 0.2",
        "gradientAccumulators: 8>gradientAccumulators: 8\n  unheardOf: 1",
        "seed: 1>seed: [1"
      })
  void aCheckpointOfAnotherAnalysisIsRefusedAndLeft(String change) throws Exception {
    begin();
    String[] words = change.split(">", 2);
    changeCheckpoint("of", text -> text.replace(words[0], words[1]));
    Map<String, byte[]> before = Toy.files(partial());
    assertThatThrownBy(this::resume)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + checkpoint()
                + "] expected a checkpoint of this analysis on these events, found one of another"
                + " analysis or other events; resume with the analysis file and the data it began"
                + " with, or train anew");
    Runs.same(Toy.files(partial()), before);
  }

  @Test
  void aCheckpointOfOtherEventsOrAnotherArithmeticIsRefusedAndLeft() throws Exception {
    begin();
    changeCheckpoint("of", text -> "00" + text.substring(2));
    assertThatThrownBy(this::resume).hasMessageContaining("found one of another");
    changeCheckpoint("arithmetic", number -> number + "0");
    Map<String, byte[]> before = Toy.files(partial());
    assertThatThrownBy(this::resume)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[" + checkpoint() + "] expected a checkpoint of arithmetic ")
        .hasMessageEndingWith("; finish the run with the version that began it, or train anew");
    Runs.same(Toy.files(partial()), before);
  }

  /// A run that is there whole, `straight`, and one that was killed, of the present version.
  private void begin() throws IOException, URISyntaxException {
    Files.copy(kept().resolve("events.csv"), folder.resolve("events.csv"));
    Path analysis =
        Toy.analysis(
            folder,
            Toy.QUICK
                + """
                samples: [events.csv]
                label: word
                signal: sig
                weight: w
                """);
    Toy.train(analysis, folder.resolve("straight"));
    ProgressListener killed =
        new ProgressListener() {
          @Override
          public void step(TrainingStep step) {
            if (step.epoch() == 3) {
              throw new IllegalStateException("killed");
            }
          }
        };
    assertThatThrownBy(() -> TrainService.run(Toy.request(analysis, folder.resolve("run")), killed))
        .hasMessageStartingWith("killed");
  }
}

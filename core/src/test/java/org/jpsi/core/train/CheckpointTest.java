package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.optim.Sgd;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Engine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final Dataset EVENTS =
      Dataset.of(new float[] {1, -1}, new float[] {2, -2}, new float[] {1, 1});

  @TempDir Path folder;

  private Path written() {
    Path file = folder.resolve("c.safetensors");
    new Checkpoint(
            List.of(
                new Epoch(1, 0.7, Double.NaN, Double.NaN, true, 0.1, 0),
                new Epoch(2, 0.6, 1e-9, 1, false, 1e-3, 2.5)),
            1,
            new float[] {1, -0f, Float.MIN_VALUE},
            new float[] {4, 5, 6},
            Map.of("first", new float[] {7, 8, 9}),
            12,
            new float[] {10, 11, 12},
            0.1,
            new Penalty(1e-3, 0.2))
        .write(file, "analysis\nof \"this\"");
    return file;
  }

  @Test
  void whatIsWrittenIsReadAgainToTheBit() {
    Checkpoint read = Checkpoint.read(written(), "analysis\nof \"this\"");
    assertThat(read.epochs())
        .containsExactly(
            new Epoch(1, 0.7, Double.NaN, Double.NaN, true, 0.1, 0),
            new Epoch(2, 0.6, 1e-9, 1, false, 1e-3, 2.5));
    assertThat(read.bestEpoch()).isEqualTo(1);
    assertThat(read.parameters()).containsExactly(1, -0f, Float.MIN_VALUE);
    assertThat(read.best()).containsExactly(4, 5, 6);
    assertThat(read.optimizer()).containsOnlyKeys("first");
    assertThat(read.step()).isEqualTo(12);
    assertThat(read.average()).containsExactly(10, 11, 12);
    assertThat(read.rateFactor()).isEqualTo(0.1);
    assertThat(read.penalty()).isEqualTo(new Penalty(1e-3, 0.2));
  }

  @Test
  void anyOtherDescriptionIsRefusedOrHarmless() {
    List<Map.Entry<String, String>> good =
        List.copyOf(Safetensors.read(written()).metadata().entrySet());
    Rng rng = Rng.of(3);
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      var entry = good.get(rng.integer(good.size(), 3L * i));
      StringBuilder text = new StringBuilder(entry.getValue());
      int at = rng.integer(text.length(), 3L * i + 1);
      text.setCharAt(at, (char) (32 + rng.integer(95, 3L * i + 2)));
      Path file = told(Map.of(entry.getKey(), text.toString()));
      try {
        Checkpoint.read(file, "analysis\nof \"this\"");
      } catch (InputException expected) {
        assertThat(expected.message()).startsWith("[" + file + "]");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  @Test
  void damageIsSaidToBeOfACheckpoint() throws Exception {
    byte[] good = Files.readAllBytes(written());
    for (int length : new int[] {0, 7, 100, good.length - 4}) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(good, length));
      assertThatThrownBy(() -> Checkpoint.read(cut, "analysis\nof \"this\""))
          .isInstanceOf(InputException.class)
          .hasMessage("[" + cut + "] the checkpoint is damaged; train anew");
    }
    Path other = folder.resolve("other");
    String arithmetic = Integer.toString(Engine.ARITHMETIC);
    new Safetensors(
            Map.of(), Map.of("arithmetic", arithmetic, "of", "it", "bestEpoch", "0", "step", "0"))
        .write(other);
    assertThatThrownBy(() -> Checkpoint.read(other, "it"))
        .hasMessage("[" + other + "] the checkpoint is damaged; train anew");
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> Checkpoint.read(none, "it")).hasMessage("[" + none + "] no such file");
    // An unreadable file is not reported as damaged.
    assertThatThrownBy(() -> Checkpoint.read(folder, "it"))
        .hasMessageStartingWith("[" + folder + "] cannot be read: ");
  }

  @Test
  void anyFlippedBitIsRefused() throws Exception {
    byte[] good = Files.readAllBytes(written());
    Path damaged = folder.resolve("flipped");
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      Files.write(damaged, bad);
      assertThatThrownBy(() -> Checkpoint.read(damaged, _ -> true))
          .as("byte %d is changed", at)
          .isInstanceOf(InputException.class);
    }
  }

  /// A checkpoint with other metadata; a value of null removes the entry.
  private Path told(Map<String, @Nullable String> changes) {
    Safetensors stored = Safetensors.read(written());
    Map<String, String> metadata = new LinkedHashMap<>(stored.metadata());
    changes.forEach((name, value) -> {
      metadata.remove(name);
      if (value != null) {
        metadata.put(name, value);
      }
    });
    Path file = folder.resolve("told");
    new Safetensors(stored.arrays(), metadata).write(file);
    return file;
  }

  @Test
  void oneThatNeedsANewerReaderIsRefusedAndANewerFormatAloneIsNot() {
    Path needs = told(Map.of("format", "9", "minimumReader", "4"));
    assertThatThrownBy(() -> Checkpoint.read(needs, "analysis\nof \"this\""))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + needs
                + "] expected a checkpoint that a reader of format 3 understands, found one of"
                + " format 9, which needs a reader of format 4; update Jpsi to the version that"
                + " wrote it, or a newer one");
    Path newer = told(Map.of("format", "9", "more", "of it"));
    assertThat(Checkpoint.read(newer, "analysis\nof \"this\"").step()).isEqualTo(12);
    for (String wrong : List.of("0", "two")) {
      Path damaged = told(Map.of("minimumReader", wrong));
      assertThatThrownBy(() -> Checkpoint.read(damaged, "analysis\nof \"this\""))
          .hasMessage("[" + damaged + "] the checkpoint is damaged; train anew");
    }
  }

  @Test
  void oneOfAnotherArithmeticIsRefused() {
    Path file = told(Map.of("arithmetic", "0"));
    assertThatThrownBy(() -> Checkpoint.read(file, "analysis\nof \"this\""))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + "] expected a checkpoint of arithmetic "
                + Engine.ARITHMETIC
                + ", by which this version trains, found one of arithmetic 0; finish the run with"
                + " the version that began it, or train anew");
  }

  /// Its checkpoints tell neither.
  @Test
  void oneOfVersion01IsOfFormatAndArithmeticOne() {
    Map<String, @Nullable String> first = new LinkedHashMap<>();
    first.put("format", null);
    first.put("minimumReader", null);
    first.put("arithmetic", null);
    Path file = told(first);
    assertThatThrownBy(() -> Checkpoint.read(file, "analysis\nof \"this\""))
        .hasMessageContaining("found one of arithmetic 1");
  }

  @Test
  void oneOfAnotherNetworkOrOptimizerIsRefused() {
    Checkpoint[] kept = new Checkpoint[1];
    TrainingConfig config = TrainingConfig.epochs(2);
    Trainer.of(Linear.of(1, 1), new MeanSquaredError(), new Sgd(0.1))
        .checkpoints(c -> kept[0] = c)
        .fit(EVENTS, EVENTS, config);
    for (Trainer other :
        List.of(
            Trainer.of(Linear.of(1, 1), new MeanSquaredError(), new Adam(0.1)),
            Trainer.of(
                org.jpsi.core.nn.Sequential.of(Linear.of(1, 2), Linear.of(2, 1)),
                new MeanSquaredError(),
                new Sgd(0.1)))) {
      assertThatThrownBy(() -> other.resume(kept[0]).fit(EVENTS, EVENTS, config))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("[checkpoint] expected ")
          .hasMessageContaining("train anew");
    }
  }

  /// The weights after the last batch of an epoch have no loss yet.
  @Test
  void weightsThatTheLastBatchDestroyedAreNotHandedOut() {
    Dataset large =
        Dataset.of(new float[] {1e18f, -1e18f}, new float[] {2, -2}, new float[] {1, 1});
    for (Dataset validation : List.of(large, Dataset.none())) {
      List<Checkpoint> handed = new ArrayList<>();
      assertThatThrownBy(() ->
              Trainer.of(Linear.of(1, 1), new MeanSquaredError(), new Sgd(1e5))
                  .checkpoints(handed::add)
                  .fit(large, validation, TrainingConfig.epochs(1)))
          .isInstanceOf(DivergedException.class)
          .hasMessageStartingWith(
              "the weights are not finite after the last batch of epoch 1: layer 1 (linear)");
      assertThat(handed).isEmpty();
    }
  }

  @Test
  void finiteWeightsOfAnInfiniteValidationLossAreNotHandedOut() {
    Dataset large =
        Dataset.of(new float[] {3e38f, -3e38f}, new float[] {2, -2}, new float[] {1, 1});
    List<Checkpoint> handed = new ArrayList<>();
    assertThatThrownBy(() ->
            Trainer.of(Linear.of(1, 1), new MeanSquaredError(), new Sgd(1e-3))
                .checkpoints(handed::add)
                .fit(EVENTS, large, TrainingConfig.epochs(1)))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith(
            "the validation loss is not finite after the last batch of epoch 1");
    assertThat(handed).isEmpty();
  }
}
